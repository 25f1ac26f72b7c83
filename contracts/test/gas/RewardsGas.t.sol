// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {GasTest} from "../support/GasTest.sol";
import {RewardsTest} from "../support/RewardsTest.sol";

/// @title Trees of 1,024 operators: claims bring proofs of ten steps.
contract RewardsGasTest is RewardsTest, GasTest {
    function setUp() public override {
        super.setUp();
        _selfStake(operator);
        vm.prank(operator);
        staking.setCommission(1_000);
        _skip(COMMISSION_DELAY);
        _measureOf("Rewards", address(rewards));
    }

    /// Issue 3: at most 110k, of an operator that has claimed before, with a proof of ten steps; commission and pool
    /// are both paid. The first claim of all makes slots of zeros: of the operator's claims, its balance, the totals.
    function test_gasOfClaims() public {
        _postDeep(1, 10e18);
        uint256 first = _measure(
            "claim(uint64,address,uint256,bytes32[])",
            " for the first time",
            abi.encode(1, operator, 10e18, _deepProof())
        );
        vm.assertLe(first, 145_000, "first claim");
        _postDeep(2, 20e18);
        uint256 gas =
            _measure("claim(uint64,address,uint256,bytes32[])", abi.encode(2, operator, 20e18, _deepProof()));
        vm.assertLe(gas, 110_000, "claim");
        _postDeep(3, 30e18);
        IRewards.Claim[] memory claims = new IRewards.Claim[](1);
        claims[0] = IRewards.Claim(3, operator, 30e18, _deepProof());
        _measure("claimMany((uint64,address,uint256,bytes32[])[])", abi.encode(claims));
        // The wallet is emptied meanwhile: its slot is of zeros again.
        vm.prank(operator);
        token.transfer(treasury, 3e18);
        _postDeep(4, 40e18);
        _measure(
            "claim(uint64,address,uint256,bytes32[])",
            " to an emptied wallet",
            abi.encode(4, operator, 40e18, _deepProof())
        );
    }

    /// Below the minimum self-stake: its part is staked for it.
    function test_gasOfALockedClaim() public {
        _postDeep(1, 10e18);
        vm.prank(operator);
        staking.requestUnstake(operator, 2e24);
        rewards.claim(1, operator, 10e18, _deepProof());
        _postDeep(2, 20e18);
        _measure(
            "claim(uint64,address,uint256,bytes32[])",
            " staked for the operator",
            abi.encode(2, operator, 20e18, _deepProof())
        );
    }

    /// As the sponsor makes them: eight operators' in one transaction.
    function test_gasOfClaimsTogether() public {
        for (uint256 i = 0; i < 8; ++i) {
            address who = vm.addr(i + 1);
            _selfStake(who);
            vm.prank(who);
            staking.setCommission(1_000);
        }
        _skip(COMMISSION_DELAY);
        rewards.claimMany(_postEight(4, 10e18));
        IRewards.Claim[] memory claims = _postEight(5, 20e18);
        uint256 gas =
            _measure("claimMany((uint64,address,uint256,bytes32[])[])", " of eight", abi.encode(claims));
        vm.assertLe(gas, 8 * 65_000, "a claim beside others");
        vm.assertEq(rewards.claimedOf(vm.addr(8)), 20e18, "all of them");
    }

    function test_gasOfPowers() public {
        _endEpoch(1);
        bytes32 digest = _rootDigest(1, "root", 1e18, "data", 0);
        (address[] memory signers, bytes[] memory signatures) = _signatures(digest, 2);
        _measure(
            "postRoot(uint64,bytes32,uint256,bytes32,address[],bytes[])",
            abi.encode(1, bytes32("root"), 1e18, bytes32("data"), signers, signatures)
        );
        vm.prank(guardian);
        _measure("veto(uint64)", abi.encode(1));
        vm.prank(admin);
        _measure("setAttestors(address[],uint256)", abi.encode(_attestors(), 3));
        vm.prank(address(manager));
        _measure("setAuthority(address)", abi.encode(address(manager)));
    }

    function test_gasOfViews() public {
        _postDeep(1, 10e18);
        _measureAccess();
        _measure("DOMAIN_SEPARATOR()", "");
        _measure("EPOCH_ROOT_TYPEHASH()", "");
        _measure("MAX_ATTESTORS()", "");
        _measure("eip712Domain()", "");
        _measure("attestors()", "");
        _measure("isAttestor(address)", abi.encode(operator));
        _measure("quorum()", "");
        _measure("challengeDelay()", "");
        _measure("epochLength()", "");
        _measure("genesisAt()", "");
        _measure("halvingEpochs()", "");
        _measure("lastEpoch()", "");
        _measure("vetoCount()", "");
        _measure("token()", "");
        _measure("staking()", "");
        _measure("totalClaimed()", "");
        _measure("totalEmission()", "");
        _measure("claimedOf(address)", abi.encode(operator));
        _measure("claimable(address,uint256)", abi.encode(operator, 10e18));
        (address[] memory signers, bytes[] memory signatures) = _signatures(keccak256("x"), 2);
        _measure("checkQuorum(bytes32,address[],bytes[])", abi.encode(keccak256("x"), signers, signatures));
        _measure("emissionThrough(uint64)", abi.encode(2000));
        _measure("epochAt(uint64)", abi.encode(vm.getBlockTimestamp()));
        _measure("rootOf(uint64)", abi.encode(1));
        _measure("rootStatus(uint64)", abi.encode(1));
    }

    function _deepProof() private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](10);
        for (uint256 i = 0; i < proof.length; ++i) {
            proof[i] = keccak256(abi.encode("sibling", i));
        }
    }

    /// @dev A root under which `operator` has `cumulative`, ten steps deep, claimable.
    function _postDeep(uint64 epoch, uint256 cumulative) private {
        bytes32 node = _leaf(operator, cumulative);
        bytes32[] memory proof = _deepProof();
        for (uint256 i = 0; i < proof.length; ++i) {
            node = node < proof[i]
                ? keccak256(abi.encodePacked(node, proof[i]))
                : keccak256(abi.encodePacked(proof[i], node));
        }
        _endEpoch(epoch);
        _post(epoch, node, cumulative);
        _skip(CHALLENGE);
    }

    /// @dev A root of eight operators with `cumulative` each, claimable, and their claims.
    function _postEight(uint64 epoch, uint256 cumulative) private returns (IRewards.Claim[] memory claims) {
        bytes32[8] memory leaves;
        for (uint256 i = 0; i < 8; ++i) {
            leaves[i] = _leaf(vm.addr(i + 1), cumulative);
        }
        bytes32[4] memory pairs;
        for (uint256 i = 0; i < 4; ++i) {
            pairs[i] = Hashes.commutativeKeccak256(leaves[2 * i], leaves[2 * i + 1]);
        }
        bytes32 left = Hashes.commutativeKeccak256(pairs[0], pairs[1]);
        bytes32 right = Hashes.commutativeKeccak256(pairs[2], pairs[3]);
        for (uint64 skipped = rewards.lastEpoch() + 1; skipped <= epoch; ++skipped) {
            _endEpoch(skipped);
            _post(skipped, Hashes.commutativeKeccak256(left, right), 8 * cumulative);
        }
        _skip(CHALLENGE);
        claims = new IRewards.Claim[](8);
        for (uint256 i = 0; i < 8; ++i) {
            bytes32[] memory proof = new bytes32[](3);
            (proof[0], proof[1], proof[2]) = (leaves[i ^ 1], pairs[(i / 2) ^ 1], i < 4 ? right : left);
            claims[i] = IRewards.Claim(epoch, vm.addr(i + 1), cumulative, proof);
        }
    }
}
