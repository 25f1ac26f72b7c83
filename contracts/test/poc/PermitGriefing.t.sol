// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PermitTest} from "../support/PermitTest.sol";

/// @title Spending somebody's permit before they do, so that their own call reverts.
contract PermitGriefingTest is PermitTest {
    address internal operator;
    address internal alice;

    function setUp() public override {
        super.setUp();
        operator = _account("operator");
        alice = _account("alice");
    }

    function test_attack_frontRunPermitDoesNotStopTheStake() public {
        vm.prank(treasury);
        token.transfer(alice, 5e18);
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(staking), 5e18);
        token.permit(alice, address(staking), 5e18, type(uint256).max, v, r, s);
        vm.prank(alice);
        staking.stakeWithPermit(operator, 5e18, type(uint256).max, v, r, s);
        vm.assertApproxEqAbs(staking.stakeOf(operator, alice), 5e18, 1, "staked");
    }

    function test_attack_anothersPermitDoesNotPayForMyStake() public {
        vm.prank(treasury);
        token.transfer(alice, 5e18);
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(staking), 5e18);
        vm.prank(_account("mallory"));
        vm.expectRevert();
        staking.stakeWithPermit(operator, 5e18, type(uint256).max, v, r, s);
        vm.assertEq(token.balanceOf(alice), 5e18, "alice keeps hers");
    }
}
