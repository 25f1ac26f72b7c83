// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

import {IRewards} from "../../src/interfaces/IRewards.sol";
import {RewardsTest} from "../support/RewardsTest.sol";

/// @title Passing an inner node of the tree, or anything else that is no leaf, for a leaf.
contract SecondPreimageTest is RewardsTest {
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
}

/// @title The same at random, against an epoch that is published.
contract SecondPreimageAtRandomTest is RewardsTest {
    function setUp() public override {
        super.setUp();
        _publish(1, 3e18, 4e18);
    }

    /// forge-config: default.fuzz.runs = 20000
    /// forge-config: deep.fuzz.runs = 100000
    function testFuzz_attack_randomProofsProveNothing(bytes32[] memory proof, uint256 amount, address who)
        public
    {
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, who, amount));
        rewards.claim(1, who, amount, proof);
    }

    function testFuzz_attack_anotherAmountOrOperatorIsRefused(uint256 amount, address who) public {
        vm.assume(who != operator && amount != 3e18);
        bytes32[] memory proof = _proof(_leaf(other, 4e18));
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, operator, amount));
        rewards.claim(1, operator, amount, proof);
        vm.expectRevert(abi.encodeWithSelector(IRewards.InvalidProof.selector, 1, who, 3e18));
        rewards.claim(1, who, 3e18, proof);
    }
}
