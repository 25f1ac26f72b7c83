// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

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

    /// A claim that pays commission and pool, of an operator that has claimed before, with a proof of ten steps.
    function test_gasOfClaims() public {
        _postDeep(1, 10e18);
        _measure(
            "claim(uint64,address,uint256,bytes32[])",
            " for the first time",
            abi.encode(1, operator, 10e18, _deepProof())
        );
        _postDeep(2, 20e18);
        uint256 gas =
            _measure("claim(uint64,address,uint256,bytes32[])", abi.encode(2, operator, 20e18, _deepProof()));
        vm.assertLe(gas, 170_000, "claim");
        _postDeep(3, 30e18);
        IRewards.Claim[] memory claims = new IRewards.Claim[](1);
        claims[0] = IRewards.Claim(3, operator, 30e18, _deepProof());
        _measure("claimMany((uint64,address,uint256,bytes32[])[])", abi.encode(claims));
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
}
