// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";

/// @title Vouchers brought again, late, elsewhere or altered, by whom they would pay.
contract LeaseVouchersTest is LeaseTest {
    /// Micro-payment channels that count payments instead of totals pay a replayed one twice.
    function testFuzz_attack_replayedAndReorderedVouchersPayOnce(uint64[6] memory units, uint256 order)
        public
    {
        uint256 lease = _open();
        bytes[6] memory signatures;
        uint64 highest = 0;
        for (uint256 i = 0; i < 6; ++i) {
            units[i] = uint64(_bound(units[i], 1, 99));
            signatures[i] = _voucher(lease, units[i]);
            if (units[i] > highest) highest = units[i];
        }
        // Eighteen redemptions in any order, each voucher perhaps several times.
        for (uint256 i = 0; i < 18; ++i) {
            uint256 pick = uint256(keccak256(abi.encode(order, i))) % 6;
            if (i < 6) pick = i;
            try market.redeem(lease, units[pick], signatures[pick]) {} catch {}
        }
        vm.assertEq(market.leaseOf(lease).redeemedUnits, highest, "the highest, once");
        vm.assertEq(market.escrowTotal(), (100 - highest) * uint256(PRICE), "the rest is untouched");
    }

    /// The same session key for two leases, two markets and two chains.
    function test_attack_vouchersOfOneLeasePayNoOther() public {
        uint256 first = _open();
        uint256 second = _open();
        bytes memory voucher = _voucher(first, 90);
        _refused(second, 90, voucher);
        vm.chainId(10);
        _refused(first, 90, voucher);
        vm.chainId(31337);
        market = _deployMarket(token);
        vm.prank(renter);
        token.approve(address(market), type(uint256).max);
        vm.assertEq(_open(), first, "the same number, another market");
        _refused(first, 90, voucher);
        vm.assertEq(token.balanceOf(operator), 0, "nothing was paid");
    }

    function testFuzz_attack_flippedBitsPayNothing(uint256 bit, uint64 units) public {
        uint256 lease = _open();
        units = uint64(_bound(units, 1, 100));
        _refused(lease, units, _flip(_voucher(lease, units), bit % (65 * 8)));
        _refused(lease, units, _highS("session", _voucherDigest(lease, units)));
    }

    /// A sponsor batches vouchers of many; one that is spent meanwhile must not stop the others.
    function test_attack_frontRunVoucherDoesNotStopTheBatch() public {
        uint256 first = _open();
        uint256 second = _open();
        ILeaseMarketTypes.Voucher[] memory vouchers = new ILeaseMarketTypes.Voucher[](2);
        vouchers[0] = ILeaseMarketTypes.Voucher(first, 100, _voucher(first, 100));
        vouchers[1] = ILeaseMarketTypes.Voucher(second, 50, _voucher(second, 50));
        vm.prank(_account("mallory"));
        market.redeem(first, 100, vouchers[0].signature);
        vm.assertEq(market.redeemMany(vouchers), _net(50), "the other is paid");
    }

    function _refused(uint256 lease, uint64 units, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.InvalidVoucher.selector, lease, session));
        market.redeem(lease, units, signature);
    }
}
