// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {DeviceTest} from "../support/DeviceTest.sol";
import {HostileToken} from "../support/HostileToken.sol";

contract DeviceSaleBuyTest is DeviceTest {
    function test_Buy_RevertWithZeroQuantity() public {
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.ZeroQuantity.selector));
        sale.buy(1, 0, PRICE);
    }

    function testFuzz_Buy_RevertWithUnknownBatch(uint32 batchId) public {
        if (batchId == 1) batchId = 0;
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownBatch.selector, batchId));
        sale.buy(batchId, 1, PRICE);
    }

    function test_Buy_RevertWithBatchNotOpenBeforeItOpens() public {
        vm.prank(merchant);
        sale.createBatch(PRICE, 5, 5, uint64(_now() + 100), uint64(_now() + 200));
        _skip(99);
        vm.startPrank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDeviceSale.BatchNotOpen.selector, uint32(2), IDeviceSale.BatchStatus.Upcoming
            )
        );
        sale.buy(2, 1, PRICE);
        _skip(1);
        sale.buy(2, 1, PRICE);
    }

    function test_Buy_RevertWithBatchNotOpenFromItsClosingOn() public {
        uint64 closesAt = _stateOf(1).batch.closesAt;
        vm.warp(closesAt - 1);
        _buyAs(alice, 1);
        vm.warp(closesAt);
        vm.prank(alice);
        vm.expectRevert(_notOpen(IDeviceSale.BatchStatus.Closed));
        sale.buy(1, 1, PRICE);
    }

    function test_Buy_RevertWithBatchNotOpenOnceItIsSoldOut() public {
        _sellOut();
        address carol = _account("carol");
        _fundBuyer(carol);
        vm.prank(carol);
        vm.expectRevert(_notOpen(IDeviceSale.BatchStatus.SoldOut));
        sale.buy(1, 1, PRICE);
    }

    function test_Buy_RevertWithBatchNotOpenWhileSalesArePaused() public {
        vm.prank(guardian);
        sale.pause();
        vm.prank(alice);
        vm.expectRevert(_notOpen(IDeviceSale.BatchStatus.Paused));
        sale.buy(1, 1, PRICE);
    }

    function testFuzz_Buy_RevertWithNotEnoughStock(uint32 quantity) public {
        quantity = uint32(_bound(quantity, SUPPLY - 2, type(uint32).max));
        _buyAs(alice, 3);
        vm.prank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(IDeviceSale.NotEnoughStock.selector, uint32(1), quantity, SUPPLY - 3)
        );
        sale.buy(1, quantity, PRICE);
    }

    function testFuzz_Buy_RevertWithCapExceeded(uint32 first, uint32 second) public {
        first = uint32(_bound(first, 1, CAP));
        second = uint32(_bound(second, CAP - first + 1, SUPPLY - first));
        _buyAs(alice, first);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IDeviceSale.CapExceeded.selector, uint32(1), second, CAP - first)
        );
        sale.buy(1, second, PRICE);
    }

    function testFuzz_Buy_RevertWithPriceAboveMaximum(uint256 maximum, uint256 rise) public {
        maximum = _bound(maximum, 0, PRICE);
        rise = _bound(rise, 1, type(uint128).max - PRICE);
        _setPrice(maximum + rise);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IDeviceSale.PriceAboveMaximum.selector, maximum + rise, maximum)
        );
        sale.buy(1, 1, maximum);
    }

    function test_Buy_ChangeNothing() public {
        address poor = _account("poor");
        vm.startPrank(poor);
        token.approve(address(sale), type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, poor, 0, PRICE)
        );
        sale.buy(1, 1, PRICE);
        vm.stopPrank();
        vm.startPrank(alice);
        token.approve(address(sale), PRICE - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(sale), PRICE - 1, PRICE
            )
        );
        sale.buy(1, 1, PRICE);
        vm.assertEq(sale.orderCount() + edgeDevice.deviceCount() + sale.held(), 0, "nothing");
        vm.assertEq(_stateOf(1).available, SUPPLY, "all there");
    }

    function testFuzz_Buy_MintConsecutiveDevicesAndHoldTheirMoney(uint32 first, uint32 second) public {
        (first, second) = (uint32(_bound(first, 1, CAP)), uint32(_bound(second, 1, CAP)));
        uint256 a = _buyAs(alice, first);
        uint256 b = _buyAs(bob, second);
        vm.assertEq(a, 1, "from 1");
        vm.assertEq(b, a + first, "right behind");
        for (uint256 id = 1; id <= first + second; ++id) {
            vm.assertEq(edgeDevice.ownerOf(id), id < b ? alice : bob, "owner");
            _expectStatus(id, IEdgeDevice.DeviceStatus.Ordered);
        }
        _expectStatus(uint256(first) + second + 1, IEdgeDevice.DeviceStatus.None);
        vm.assertEq(sale.held(), PRICE * (first + second), "held");
        vm.assertEq(token.balanceOf(alice), PRICE * (SUPPLY - first), "paid");
        vm.assertEq(_stateOf(1).batch.sold, first + second, "sold");
        _expectSolvent();
    }

    function test_Buy_EmitTheResultingState() public {
        _buyAs(alice, 1);
        vm.expectEmit(true, true, true, true, address(sale));
        emit IDeviceSale.Bought(2, 1, alice, 3, PRICE, 2, 4, 4, 4 * PRICE);
        vm.prank(alice);
        sale.buy(1, 3, PRICE);
    }

    function test_Buy_RecordTheOrder() public {
        _buyAs(bob, 2);
        _skip(77);
        _setPrice(PRICE + 1);
        vm.prank(alice);
        uint256 orderId = sale.buy(1, 3, PRICE + 1);
        IDeviceSale.Order memory order = sale.orderOf(orderId);
        vm.assertEq(orderId, 2, "counted from 1");
        vm.assertEq(sale.orderCount(), 2, "count");
        vm.assertEq(order.buyer, alice, "buyer");
        vm.assertEq(order.orderedAt, _now(), "time");
        vm.assertEq(order.batchId, 1, "batch");
        vm.assertEq(order.quantity, 3, "quantity");
        vm.assertEq(order.firstTokenId, 3, "first token");
        vm.assertEq(order.unitPrice, PRICE + 1, "price");
        for (uint256 id = 1; id <= 5; ++id) {
            vm.assertEq(sale.orderIdOf(id), id < 3 ? 1 : 2, "order of the device");
        }
        vm.assertEq(sale.orderIdOf(6), 0, "no order");
    }

    function testFuzz_Buy_AskThePriceOfTheMomentIfThatFell(uint256 unitPrice, uint256 maximum) public {
        unitPrice = _bound(unitPrice, 1, PRICE);
        maximum = _bound(maximum, unitPrice, type(uint256).max);
        _setPrice(unitPrice);
        vm.prank(alice);
        sale.buy(1, 2, maximum);
        vm.assertEq(sale.held(), 2 * unitPrice, "held");
        _expectSolvent();
    }

    function test_Buy_SellToAContractThatAnswersNobody() public {
        // Any contract without onERC721Received will do.
        address deaf = address(new HostileToken());
        _fundBuyer(deaf);
        uint256 tokenId = _buyAs(deaf, 1);
        vm.assertEq(edgeDevice.ownerOf(tokenId), deaf, "owner");
        vm.prank(deaf);
        sale.refund(tokenId);
        vm.assertEq(token.balanceOf(deaf), PRICE * SUPPLY, "and refunds it");
    }

    function _sellOut() private {
        _buyAs(alice, CAP);
        _buyAs(bob, CAP);
        address dave = _account("dave");
        _fundBuyer(dave);
        _buyAs(dave, SUPPLY - 2 * CAP);
    }
}
