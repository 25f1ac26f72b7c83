// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeviceTest} from "../support/DeviceTest.sol";

/// @title Spending a buyer's permit before the buyer does, or instead.
contract DevicePermitGriefingTest is DeviceTest {
    function setUp() public override {
        super.setUp();
        vm.prank(alice);
        token.approve(address(sale), 0);
    }

    function test_attack_frontRunPermitDoesNotStopThePurchase() public {
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(sale), 2 * PRICE);
        token.permit(alice, address(sale), 2 * PRICE, type(uint256).max, v, r, s);
        vm.prank(alice);
        sale.buyWithPermit(1, 2, PRICE, type(uint256).max, v, r, s);
        vm.assertEq(edgeDevice.balanceOf(alice), 2, "bought");
    }

    function test_attack_anothersPermitDoesNotPayForMine() public {
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(sale), PRICE);
        address mallory = _account("mallory");
        vm.prank(mallory);
        vm.expectRevert();
        sale.buyWithPermit(1, 1, PRICE, type(uint256).max, v, r, s);
        vm.assertEq(token.balanceOf(alice), PRICE * SUPPLY, "alice keeps hers");
    }

    /// Mallory has an allowance of alice's: what she buys with it is alice's, and so is the rest.
    function test_attack_aSpenderDoesNotGetTheDeviceNorTheChange() public {
        address mallory = _account("mallory");
        vm.prank(alice);
        token.approve(mallory, 2 * PRICE);
        vm.prank(mallory);
        token.transferFromAndCall(alice, address(sale), 2 * PRICE, abi.encode(1, 1, PRICE));
        vm.assertEq(edgeDevice.balanceOf(mallory), 0, "no device");
        vm.assertEq(token.balanceOf(mallory), 0, "no change");
        vm.assertEq(token.balanceOf(alice), PRICE * (SUPPLY - 1), "alice paid one");
    }
}
