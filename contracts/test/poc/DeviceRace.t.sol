// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDeviceSale} from "../../src/interfaces/IDeviceSale.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

/// @title Everybody for the last device, and ways to have more than one's share.
contract DeviceRaceTest is DeviceTest {
    function test_attack_tenBuyersLastUnitOneSold() public {
        vm.prank(merchant);
        sale.createBatch(PRICE, 1, 1, 0, uint64(_now() + 1));
        uint256 sold = 0;
        for (uint256 i = 0; i < 10; ++i) {
            address buyer = vm.addr(uint256(keccak256(abi.encode("buyer", i))));
            _fundBuyer(buyer);
            vm.startPrank(buyer);
            // Each way in once, so that none is wider than the others.
            (bool ok,) = i % 2 == 0
                ? address(sale).call(abi.encodeCall(sale.buy, (2, 1, PRICE)))
                : address(token)
                    .call(
                        abi.encodeWithSignature(
                            "transferAndCall(address,uint256,bytes)",
                            address(sale),
                            PRICE,
                            abi.encode(2, 1, PRICE)
                        )
                    );
            vm.stopPrank();
            if (ok) ++sold;
            vm.assertEq(token.balanceOf(buyer), PRICE * (ok ? SUPPLY - 1 : SUPPLY), "pays if it bought");
        }
        vm.assertEq(sold, 1, "one sold");
        vm.assertEq(edgeDevice.deviceCount(), 1, "one made");
        vm.assertEq(sale.held(), PRICE, "one paid");
        vm.assertEq(uint256(_stateOf(2).status), uint256(IDeviceSale.BatchStatus.SoldOut), "sold out");
    }

    /// Whatever a wallet does with its devices, the cap counts what it bought and did not give back.
    function testFuzz_attack_sellingOnDoesNotReopenTheCap(uint8 moved) public {
        moved = uint8(_bound(moved, 1, CAP));
        uint256 first = _buyAs(alice, CAP);
        vm.startPrank(alice);
        for (uint256 i = 0; i < moved; ++i) {
            edgeDevice.transferFrom(alice, bob, first + i);
        }
        vm.expectRevert(abi.encodeWithSelector(IDeviceSale.CapExceeded.selector, uint32(1), 1, 0));
        sale.buy(1, 1, PRICE);
    }

    /// A merchant that moves the price in front of a buyer gets nothing but a refusal.
    function testFuzz_attack_aPriceRaisedInFrontOfABuyerIsNotPaid(uint256 raised) public {
        raised = _bound(raised, PRICE + 1, type(uint128).max);
        _setPrice(raised);
        vm.startPrank(alice);
        bytes memory refused = abi.encodeWithSelector(IDeviceSale.PriceAboveMaximum.selector, raised, PRICE);
        vm.expectRevert(refused);
        sale.buy(1, 1, PRICE);
        vm.expectRevert(refused);
        token.transferAndCall(address(sale), 2 * PRICE, abi.encode(1, 1, PRICE));
        vm.assertEq(token.balanceOf(alice), PRICE * SUPPLY, "nothing paid");
    }
}
