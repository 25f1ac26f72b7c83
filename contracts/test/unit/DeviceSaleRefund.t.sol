// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

contract DeviceSaleRefundTest is DeviceTest {
    function testFuzz_Refund_RevertWithUnknownDevice(uint256 tokenId) public {
        if (_buyAs(alice, 1) == tokenId) tokenId = 0;
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownDevice.selector, tokenId));
        sale.refund(tokenId);
    }

    function test_Refund_RevertWithInvalidDeviceStatusForAShippedDevice() public {
        uint256 tokenId = _shipped(alice);
        vm.startPrank(alice);
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Shipped));
        sale.refund(tokenId);
        vm.stopPrank();
        _activateAs(alice, tokenId, "device", "node");
        vm.prank(alice);
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Activated));
        sale.refund(tokenId);
    }

    function test_Refund_RevertWithInvalidDeviceStatusTheSecondTime() public {
        uint256 tokenId = _buyAs(alice, 2);
        vm.startPrank(alice);
        sale.refund(tokenId);
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Refunded));
        sale.refund(tokenId);
        vm.assertEq(sale.held(), PRICE, "the other one's money stays");
    }

    function testFuzz_Refund_RevertWithNotDeviceOwner(address caller) public {
        uint256 tokenId = _buyAs(alice, 1);
        vm.assume(caller != alice);
        vm.prank(alice);
        edgeDevice.approve(bob, tokenId);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.NotDeviceOwner.selector, tokenId, caller));
        sale.refund(tokenId);
    }

    function testFuzz_Refund_PayWhatWasPaidWhateverThePriceIsNow(uint256 paid, uint256 later, uint32 quantity)
        public
    {
        paid = _bound(paid, 1, PRICE);
        later = _bound(later, 1, type(uint128).max);
        quantity = uint32(_bound(quantity, 1, CAP));
        _setPrice(paid);
        uint256 tokenId = _buyAs(alice, quantity);
        _setPrice(later);
        for (uint256 i = 0; i < quantity; ++i) {
            vm.prank(alice);
            vm.assertEq(sale.refund(tokenId + i), paid, "refunded");
            _expectSolvent();
            _expectStatus(tokenId + i, IEdgeDevice.DeviceStatus.Refunded);
        }
        vm.assertEq(token.balanceOf(alice), PRICE * SUPPLY, "all of it");
        vm.assertEq(sale.held(), 0, "nothing held");
        vm.assertEq(_stateOf(1).available, SUPPLY, "all to be had again");
    }

    function test_Refund_EmitTheResultingState() public {
        uint256 tokenId = _buyAs(alice, 3);
        vm.expectEmit(true, true, true, true, address(sale));
        emit IDeviceSale.Refunded(
            tokenId + 1, 1, alice, PRICE, IDeviceSale.RefundReason.OwnerRequested, 2, 2 * PRICE
        );
        vm.prank(alice);
        sale.refund(tokenId + 1);
    }

    function test_Refund_PayWhoeverOwnsItNowAndFreeTheBuyersCap() public {
        uint256 tokenId = _buyAs(alice, CAP);
        vm.prank(alice);
        edgeDevice.transferFrom(alice, bob, tokenId);
        vm.assertEq(sale.remainingFor(1, alice), 0, "a transfer frees no cap");
        vm.assertEq(sale.remainingFor(1, bob), CAP, "and takes none");
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.NotDeviceOwner.selector, tokenId, alice));
        sale.refund(tokenId);
        vm.prank(bob);
        sale.refund(tokenId);
        vm.assertEq(token.balanceOf(bob), PRICE * (SUPPLY + 1), "bob is paid");
        vm.assertEq(sale.boughtBy(1, alice), CAP - 1, "alice may buy one again");
        vm.assertEq(sale.boughtBy(1, bob), 0, "bob bought none");
        _buyAs(alice, 1);
    }

    function test_Refund_PutTheDeviceBackOnSaleUnderANewId() public {
        vm.prank(merchant);
        sale.createBatch(PRICE, 1, 1, 0, uint64(_now() + 1));
        vm.startPrank(alice);
        uint256 first = sale.orderOf(sale.buy(2, 1, PRICE)).firstTokenId;
        sale.refund(first);
        vm.stopPrank();
        vm.prank(bob);
        uint256 second = sale.orderOf(sale.buy(2, 1, PRICE)).firstTokenId;
        vm.assertEq(second, first + 1, "never the same id");
        vm.assertEq(edgeDevice.ownerOf(second), bob, "bob's");
    }

    function test_Refund_WorkWhilePausedAndAfterTheBatchIsOver() public {
        uint256 tokenId = _buyAs(alice, 1);
        _skip(3650 days);
        vm.prank(guardian);
        sale.pause();
        vm.prank(alice);
        vm.assertEq(sale.refund(tokenId), PRICE, "paid");
    }

    function test_Cancel_RevertWithInvalidDeviceStatus() public {
        uint256 tokenId = _shipped(alice);
        vm.startPrank(fulfiller);
        vm.expectRevert(_wrongStatus(tokenId, IEdgeDevice.DeviceStatus.Shipped));
        sale.cancel(tokenId);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownDevice.selector, 99));
        sale.cancel(99);
    }

    function test_Cancel_PayTheOwnerAndSayThatTheSellerCancelled() public {
        uint256 tokenId = _buyAs(alice, 2);
        vm.prank(alice);
        edgeDevice.transferFrom(alice, bob, tokenId);
        vm.expectEmit(true, true, true, true, address(sale));
        emit IDeviceSale.Refunded(tokenId, 1, bob, PRICE, IDeviceSale.RefundReason.SellerCancelled, 1, PRICE);
        vm.prank(fulfiller);
        vm.assertEq(sale.cancel(tokenId), PRICE, "amount");
        vm.assertEq(token.balanceOf(bob), PRICE * (SUPPLY + 1), "bob is paid");
        _expectStatus(tokenId, IEdgeDevice.DeviceStatus.Refunded);
        _expectSolvent();
    }
}
