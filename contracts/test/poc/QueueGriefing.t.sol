// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "../../src/interfaces/IStaking.sol";
import {NetworkTest} from "../support/NetworkTest.sol";

/// @title Filling somebody else's queue, or making one so long that it cannot be left.
contract QueueGriefingTest is NetworkTest {
    address internal operator;
    address internal alice;
    address internal bob;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
        bob = _account("bob");
    }

    function test_attack_openRequestsAreBoundedAndNobodyFillsMine() public {
        _stakeAs(alice, operator, 200e18);
        _stakeAs(bob, operator, 200e18);
        vm.startPrank(bob);
        for (uint256 i = 0; i < 64; ++i) {
            staking.requestUnstake(operator, 1e24);
        }
        vm.expectRevert(abi.encodeWithSelector(IStaking.TooManyOpenRequests.selector, 64));
        staking.requestUnstake(operator, 1e24);
        vm.stopPrank();
        vm.prank(alice);
        uint256 id = staking.requestUnstake(operator, 1e24);
        vm.assertEq(staking.openRequestCount(alice), 1, "bob's are bob's");
        _skip(THAW);
        staking.withdraw(id);
    }
}
