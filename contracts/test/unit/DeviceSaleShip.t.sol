// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

contract DeviceSaleShipTest is DeviceTest {
    function testFuzz_Ship_RevertWithUnknownDevice(uint256 tokenId) public {
        vm.prank(fulfiller);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownDevice.selector, tokenId));
        sale.ship(tokenId, "commitment");
    }

    function test_Ship_RevertWithInvalidDeviceStatus() public {
        uint256 tokenId = _buyAs(alice, 3);
        vm.prank(alice);
        sale.refund(tokenId);
        _shipAs(tokenId + 1, "device");
        _shipAs(tokenId + 2, "second device");
        _activateAs(alice, tokenId + 2, "second device", "node");
        vm.startPrank(fulfiller);
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Refunded));
        sale.ship(tokenId, "commitment");
        vm.expectRevert(_wrongStatus(tokenId + 1, IEdgeDevice.DeviceStatus.Shipped));
        sale.ship(tokenId + 1, "commitment");
        vm.expectRevert(_wrongStatus(tokenId + 2, IEdgeDevice.DeviceStatus.Activated));
        sale.ship(tokenId + 2, "commitment");
        vm.assertEq(sale.proceeds(), 2 * PRICE, "each counted once");
    }

    function test_Ship_RevertWithEmptyCommitment() public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.prank(fulfiller);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.EmptyCommitment.selector, tokenId));
        sale.ship(tokenId, 0);
    }

    function testFuzz_Ship_TurnItsMoneyIntoProceeds(uint256 paid, uint256 later, bytes32 commitment) public {
        vm.assume(commitment != 0);
        paid = _bound(paid, 1, PRICE);
        _setPrice(paid);
        uint256 tokenId = _buyAs(alice, 3);
        _setPrice(_bound(later, 1, type(uint128).max));
        _skip(5);
        vm.prank(fulfiller);
        sale.ship(tokenId + 1, commitment);
        vm.assertEq(sale.held(), 2 * paid, "held");
        vm.assertEq(sale.proceeds(), paid, "proceeds");
        vm.assertEq(_stateOf(1).batch.sold, 3, "still sold");
        IEdgeDevice.Device memory device = edgeDevice.deviceOf(tokenId + 1);
        vm.assertEq(uint256(device.status), uint256(IEdgeDevice.DeviceStatus.Shipped), "status");
        vm.assertEq(device.keyCommitment, commitment, "commitment");
        vm.assertEq(device.shippedAt, _now(), "time");
        _expectStatus(tokenId, IEdgeDevice.DeviceStatus.Ordered);
        _expectSolvent();
    }

    function test_Ship_EmitTheResultingStateWithTheOwnerOfTheMoment() public {
        uint256 tokenId = _buyAs(alice, 2);
        vm.prank(alice);
        edgeDevice.transferFrom(alice, bob, tokenId);
        vm.expectEmit(true, true, true, true, address(edgeDevice));
        emit IEdgeDevice.DeviceKeyCommitted(tokenId, "commitment");
        vm.expectEmit(true, true, true, true, address(sale));
        emit IDeviceSale.Shipped(tokenId, 1, bob, "commitment", PRICE, PRICE, PRICE);
        vm.prank(fulfiller);
        sale.ship(tokenId, "commitment");
    }

    function testFuzz_ShipMany_RevertWithArrayLengthMismatch(uint8 ids, uint8 commitments) public {
        if (ids == commitments) ids ^= 1;
        vm.prank(fulfiller);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDeviceSale.ArrayLengthMismatch.selector, uint256(ids), uint256(commitments)
            )
        );
        sale.shipMany(new uint256[](ids), new bytes32[](commitments));
    }

    function test_ShipMany_ShipNone() public {
        (uint256[] memory ids, bytes32[] memory commitments) = _lists(_buyAs(alice, 3));
        vm.prank(alice);
        sale.refund(ids[2]);
        vm.prank(fulfiller);
        vm.expectRevert(_wrongStatus(ids[2], IEdgeDevice.DeviceStatus.Refunded));
        sale.shipMany(ids, commitments);
        _expectStatus(ids[0], IEdgeDevice.DeviceStatus.Ordered);
        ids[2] = ids[0];
        vm.prank(fulfiller);
        vm.expectRevert(_wrongStatus(ids[0], IEdgeDevice.DeviceStatus.Shipped));
        sale.shipMany(ids, commitments);
        vm.assertEq(sale.held(), 2 * PRICE, "held");
    }

    function test_ShipMany_ShipAll() public {
        (uint256[] memory ids, bytes32[] memory commitments) = _lists(_buyAs(alice, 3));
        vm.prank(fulfiller);
        sale.shipMany(ids, commitments);
        for (uint256 i = 0; i < 3; ++i) {
            _expectStatus(ids[i], IEdgeDevice.DeviceStatus.Shipped);
            vm.assertEq(edgeDevice.deviceOf(ids[i]).keyCommitment, commitments[i], "commitment");
        }
        vm.assertEq(sale.proceeds(), 3 * PRICE, "proceeds");
        vm.assertEq(sale.held(), 0, "held");
        _expectSolvent();
    }

    function test_CorrectShipment_RevertWithInvalidDeviceStatus() public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.startPrank(fulfiller);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownDevice.selector, 99));
        sale.correctShipment(99, "commitment");
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Ordered));
        sale.correctShipment(tokenId, "commitment");
        vm.stopPrank();
        _shipAs(tokenId, "device");
        _activateAs(alice, tokenId, "device", "node");
        vm.prank(fulfiller);
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Activated));
        sale.correctShipment(tokenId, "commitment");
    }

    function test_CorrectShipment_RevertWithEmptyCommitment() public {
        uint256 tokenId = _shipped(alice);
        vm.prank(fulfiller);
        vm.expectRevert(abi.encodeWithSelector(IEdgeDevice.EmptyCommitment.selector, tokenId));
        sale.correctShipment(tokenId, 0);
    }

    function test_CorrectShipment_ReplaceTheCommitmentAndNothingElse() public {
        uint256 tokenId = _shipped(alice);
        uint256 shippedAt = _now();
        _skip(1 days);
        bytes32 right = _commitment("right device");
        vm.expectEmit(true, true, true, true, address(edgeDevice));
        emit IEdgeDevice.DeviceKeyCommitted(tokenId, right);
        vm.prank(fulfiller);
        sale.correctShipment(tokenId, right);
        vm.assertEq(edgeDevice.deviceOf(tokenId).keyCommitment, right, "replaced");
        vm.assertEq(edgeDevice.deviceOf(tokenId).shippedAt, shippedAt, "shipped when it was");
        vm.assertEq(sale.proceeds(), PRICE, "paid once");
        _activateAs(alice, tokenId, "right device", "node");
    }

    function test_WithdrawProceeds_RevertWithNothingToWithdraw() public {
        _buyAs(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.NothingToWithdraw.selector));
        sale.withdrawProceeds();
    }

    function testFuzz_WithdrawProceeds_PayTheTreasuryWhoeverCalls(address caller) public {
        vm.assume(caller != treasury);
        _shipped(alice);
        uint256 before = token.balanceOf(treasury);
        vm.expectEmit(true, true, true, true, address(sale));
        emit IDeviceSale.ProceedsWithdrawn(treasury, PRICE);
        vm.prank(caller);
        vm.assertEq(sale.withdrawProceeds(), PRICE, "amount");
        vm.assertEq(token.balanceOf(treasury) - before, PRICE, "the treasury's");
        vm.assertEq(sale.proceeds(), 0, "no more");
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.NothingToWithdraw.selector));
        sale.withdrawProceeds();
    }

    function test_WithdrawProceeds_NeverTouchTheMoneyThatIsHeld() public {
        uint256 tokenId = _buyAs(alice, 3);
        _shipAs(tokenId, "device");
        sale.withdrawProceeds();
        vm.assertEq(token.balanceOf(address(sale)), 2 * PRICE, "stays");
        vm.startPrank(alice);
        sale.refund(tokenId + 1);
        sale.refund(tokenId + 2);
        vm.assertEq(token.balanceOf(address(sale)), 0, "and is paid back");
    }

    function _lists(uint256 first) private pure returns (uint256[] memory ids, bytes32[] memory commitments) {
        (ids, commitments) = (new uint256[](3), new bytes32[](3));
        for (uint256 i = 0; i < 3; ++i) {
            (ids[i], commitments[i]) = (first + i, keccak256(abi.encode(i)));
        }
    }
}
