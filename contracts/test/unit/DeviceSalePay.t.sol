// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

contract DeviceSalePayTest is DeviceTest {
    function testFuzz_BuyWithPermit_BuyWithoutAnAllowance(uint32 quantity, uint256 maximum) public {
        quantity = uint32(_bound(quantity, 1, CAP));
        maximum = _bound(maximum, PRICE, 10 * PRICE);
        _forbid(alice);
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(sale), quantity * maximum);
        vm.prank(alice);
        uint256 orderId = sale.buyWithPermit(1, quantity, maximum, type(uint256).max, v, r, s);
        vm.assertEq(sale.orderOf(orderId).quantity, quantity, "bought");
        vm.assertEq(token.allowance(alice, address(sale)), quantity * (maximum - PRICE), "the rest");
        _expectSolvent();
    }

    function test_BuyWithPermit_RevertForWantOfAnAllowance() public {
        _forbid(alice);
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(sale), PRICE - 1);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(sale), 0, PRICE)
        );
        sale.buyWithPermit(1, 1, PRICE, type(uint256).max, v, r, s);
    }

    function test_BuyWithPermit_TakeAPermitWithoutBound() public {
        _forbid(alice);
        (uint8 v, bytes32 r, bytes32 s) = _permit("alice", address(sale), type(uint256).max);
        vm.prank(alice);
        sale.buyWithPermit(1, 2, type(uint256).max, type(uint256).max, v, r, s);
        vm.assertEq(sale.held(), 2 * PRICE, "bought");
    }

    function test_BuyWithPermit_RefuseWhatBuyRefuses() public {
        vm.prank(guardian);
        sale.pause();
        vm.startPrank(alice);
        vm.expectRevert(_notOpen(IDeviceSale.BatchStatus.Paused));
        sale.buyWithPermit(1, 1, PRICE, 0, 0, 0, 0);
    }

    function testFuzz_OnTransferReceived_RevertWithUnknownToken(address caller) public {
        vm.assume(caller != address(token));
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownToken.selector, caller));
        sale.onTransferReceived(alice, alice, PRICE, _data(1, 1, PRICE));
    }

    function testFuzz_OnTransferReceived_RevertWithInvalidData(bytes calldata data) public {
        vm.assume(data.length != 96);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.InvalidData.selector, data));
        token.transferAndCall(address(sale), PRICE, data);
    }

    function testFuzz_OnTransferReceived_RevertWithInvalidDataForWhatIsCutOff(uint256 excess) public {
        excess = _bound(excess, 1, type(uint224).max);
        bytes[2] memory bad = [_data(1 + (excess << 32), 1, PRICE), _data(1, 1 + (excess << 32), PRICE)];
        vm.startPrank(alice);
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDeviceSale.InvalidData.selector, bad[i]));
            token.transferAndCall(address(sale), PRICE, bad[i]);
        }
    }

    function testFuzz_OnTransferReceived_RevertWithPaymentTooLow(uint256 paid) public {
        paid = _bound(paid, 0, 2 * PRICE - 1);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.PaymentTooLow.selector, paid, 2 * PRICE));
        token.transferAndCall(address(sale), paid, _data(1, 2, PRICE));
    }

    function testFuzz_OnTransferReceived_BuyInOnePromptAndReturnTheRest(uint32 quantity, uint256 excess)
        public
    {
        quantity = uint32(_bound(quantity, 1, CAP));
        excess = _bound(excess, 0, PRICE * (SUPPLY - quantity));
        _forbid(alice);
        vm.prank(alice);
        token.transferAndCall(address(sale), PRICE * quantity + excess, _data(1, quantity, PRICE));
        vm.assertEq(token.balanceOf(alice), PRICE * (SUPPLY - quantity), "paid the price");
        vm.assertEq(edgeDevice.balanceOf(alice), quantity, "devices");
        vm.assertEq(sale.boughtBy(1, alice), quantity, "counted");
        _expectSolvent();
    }

    function test_OnTransferReceived_SellToWhoseMoneyItIs() public {
        vm.prank(alice);
        token.approve(bob, 3 * PRICE);
        vm.prank(bob);
        token.transferFromAndCall(alice, address(sale), 3 * PRICE, _data(1, 2, PRICE));
        vm.assertEq(edgeDevice.balanceOf(alice), 2, "alice's devices");
        vm.assertEq(token.balanceOf(alice), PRICE * (SUPPLY - 2), "alice's rest");
        vm.assertEq(token.balanceOf(bob), PRICE * SUPPLY, "bob has nothing of it");
    }

    function test_OnTransferReceived_RefuseAndLeaveTheMoneyWhereItWas() public {
        vm.prank(guardian);
        sale.pause();
        vm.startPrank(alice);
        vm.expectRevert(_notOpen(IDeviceSale.BatchStatus.Paused));
        token.transferAndCall(address(sale), PRICE, _data(1, 1, PRICE));
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.UnknownBatch.selector, uint32(9)));
        token.transferAndCall(address(sale), PRICE, _data(9, 1, PRICE));
        vm.assertEq(token.balanceOf(alice), PRICE * SUPPLY, "untouched");
    }

    function _data(uint256 batchId, uint256 quantity, uint256 maxUnitPrice)
        private
        pure
        returns (bytes memory)
    {
        return abi.encode(batchId, quantity, maxUnitPrice);
    }

    function _forbid(address buyer) private {
        vm.prank(buyer);
        token.approve(address(sale), 0);
    }
}
