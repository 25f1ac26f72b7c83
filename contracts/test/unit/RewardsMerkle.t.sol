// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {N3Token} from "../../src/N3Token.sol";
import {Rewards} from "../../src/Rewards.sol";
import {Staking} from "../../src/Staking.sol";
import {HostileToken} from "../support/HostileToken.sol";
import {RewardsTest} from "../support/RewardsTest.sol";

contract RewardsMerkleTest is RewardsTest {
    function testFuzz_attack_randomProofsProveNothing(bytes32[] memory proof, uint256 amount, address who)
        public
    {
        _publish(1, 3e18, 4e18);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, who, amount));
        rewards.claim(1, who, amount, proof);
    }

    function testFuzz_attack_anotherAmountOrOperatorIsRefused(uint256 amount, address who) public {
        _publish(1, 3e18, 4e18);
        vm.assume(who != operator && amount != 3e18);
        bytes32[] memory proof = _proof(_leaf(other, 4e18));
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, operator, amount));
        rewards.claim(1, operator, amount, proof);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, who, 3e18));
        rewards.claim(1, who, 3e18, proof);
    }

    /// Leaves are hashed twice, so 64 bytes that hash to an inner node are no leaf.
    function test_attack_anInnerNodeIsNoLeaf() public {
        bytes32 left = Hashes.commutativeKeccak256(_leaf(operator, 1e18), _leaf(other, 1e18));
        bytes32 right = Hashes.commutativeKeccak256(_leaf(admin, 1e18), _leaf(court, 1e18));
        _endEpoch(1);
        _post(1, Hashes.commutativeKeccak256(left, right), 4e18);
        _skip(CHALLENGE);
        vm.expectRevert(
            abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, operator, uint256(_leaf(other, 1e18)))
        );
        rewards.claim(1, operator, uint256(_leaf(other, 1e18)), _proof(right));
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, operator, 1e18));
        rewards.claim(1, operator, 1e18, _proof(right));
    }

    function test_attack_leavesOfAnotherChainContractOrTokenAreRefused() public {
        bytes32[4] memory foreign = [
            _leafOn(10, address(rewards), address(token), operator, 1e18),
            _leafOn(block.chainid, address(staking), address(token), operator, 1e18),
            _leafOn(block.chainid, address(rewards), address(staking), operator, 1e18),
            keccak256(abi.encode(block.chainid, address(rewards), address(token), operator, uint256(1e18)))
        ];
        for (uint64 i = 0; i < foreign.length; ++i) {
            _endEpoch(i + 1);
            _post(i + 1, foreign[i], 1e18);
            _skip(CHALLENGE);
            vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, i + 1, operator, 1e18));
            rewards.claim(i + 1, operator, 1e18, new bytes32[](0));
        }
        _endEpoch(5);
        _post(5, _leaf(operator, 1e18), 1e18);
        _skip(CHALLENGE);
        rewards.claim(5, operator, 1e18, new bytes32[](0));
    }

    function test_attack_theSameLeafOnAForkWithAnotherChainIdPaysNothing() public {
        _publish(1, 3e18, 4e18);
        vm.chainId(10);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, operator, 3e18));
        rewards.claim(
            1, operator, 3e18, _proof(_leafOn(31337, address(rewards), address(token), other, 4e18))
        );
    }

    function testFuzz_attack_repeatingAClaimPaysNothing(uint8 times) public {
        _selfStake(operator);
        _publish(1, 3e18, 4e18);
        _claim(1, 3e18, 4e18);
        uint256 supply = token.totalSupply();
        for (uint256 i = 0; i < _bound(times, 1, 8); ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRewards.NothingToClaim.selector, operator, 3e18, 3e18));
            _claim(1, 3e18, 4e18);
        }
        vm.assertEq(token.totalSupply(), supply, "nothing minted");
    }

    /// A token that calls back from every transfer and mint finds both claim functions shut.
    function test_attack_hostileTokenCannotReenterClaims() public {
        HostileToken hostile = new HostileToken();
        token = N3Token(address(hostile));
        staking = new Staking(address(manager), token, _stakingParameters());
        rewards = new Rewards(address(manager), token, staking, _rewardsParameters(2));
        _setRoles();
        _publish(1, 3e18, 4e18);

        IRewards.Claim[] memory mine = new IRewards.Claim[](1);
        mine[0] = IRewards.Claim(1, operator, 3e18, _proof(_leaf(other, 4e18)));
        IRewards.Claim[] memory theirs = new IRewards.Claim[](1);
        theirs[0] = IRewards.Claim(1, other, 4e18, _proof(_leaf(operator, 3e18)));
        bytes[2] memory outer = [
            abi.encodeCall(rewards.claim, (1, operator, 3e18, mine[0].proof)),
            abi.encodeCall(rewards.claimMany, (mine))
        ];
        bytes[2] memory inner = [
            abi.encodeCall(rewards.claim, (1, other, 4e18, theirs[0].proof)),
            abi.encodeCall(rewards.claimMany, (theirs))
        ];
        for (uint256 i = 0; i < 4; ++i) {
            uint256 snapshot = vm.snapshotState();
            hostile.arm(address(rewards), inner[i % 2]);
            (bool ok,) = address(rewards).call(outer[i / 2]);
            vm.assertTrue(ok && hostile.entered(), "the attack was tried");
            vm.assertTrue(!hostile.succeeded(), "and refused");
            bytes4 guard = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
            vm.assertEq(bytes32(hostile.refusal()), bytes32(guard), "by the guard");
            vm.assertEq(rewards.totalClaimed(), 3e18, "only the outer claim counts");
            vm.revertToState(snapshot);
        }
    }
}
