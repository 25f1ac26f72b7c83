// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract LeaseRedeemTest is LeaseTest {
    uint256 internal lease;

    function setUp() public override {
        super.setUp();
        lease = _open();
    }

    function testFuzz_Redeem_PayTheOperatorLessTheFeeAndBurnTheFee(uint64 units, address sender) public {
        units = uint64(_bound(units, 1, 99));
        (uint256 supply, uint256 balance) = (token.totalSupply(), token.balanceOf(operator));
        bytes memory voucher = _voucher(lease, units);
        vm.prank(sender);
        uint256 paid = market.redeem(lease, units, voucher);
        vm.assertEq(paid, _net(units), "less the fee, rounded down");
        vm.assertEq(token.balanceOf(operator) - balance, paid, "the operator has it");
        vm.assertEq(supply - token.totalSupply(), units * PRICE - paid, "the fee is gone");
        vm.assertEq(market.escrowTotal(), (100 - units) * uint256(PRICE), "still owed");
        vm.assertEq(token.balanceOf(address(market)), market.escrowTotal(), "and held");
        vm.assertEq(market.leaseOf(lease).redeemedUnits, units, "counted");
    }

    function testFuzz_Redeem_NeverPayMoreThanTheEscrowInAnyOrderOfVouchers(uint64[8] memory units) public {
        uint64 highest = 0;
        uint256 paid = 0;
        for (uint256 i = 0; i < units.length; ++i) {
            units[i] = uint64(_bound(units[i], 1, 100));
            ILeaseMarketTypes.Voucher[] memory vouchers = new ILeaseMarketTypes.Voucher[](1);
            vouchers[0] = ILeaseMarketTypes.Voucher(lease, units[i], _voucher(lease, units[i]));
            paid += market.redeemMany(vouchers);
            if (units[i] > highest) highest = units[i];
            vm.assertEq(market.leaseOf(lease).redeemedUnits, highest, "the highest counts");
        }
        vm.assertGe(paid, _net(highest), "what the highest says");
        vm.assertLe(paid, _net(highest) + units.length, "but for the fee's rounding");
    }

    function test_Redeem_EmitWhatWasPaid() public {
        bytes memory voucher = _voucher(lease, 40);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.Redeemed(
            lease, operator, 40, 40, _net(40), _fee(40 * uint256(PRICE)), 60 * uint256(PRICE)
        );
        market.redeem(lease, 40, voucher);
    }

    function test_Redeem_AcceptItsVoucher() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        order.voucherSigner = address(new Wallet1271(session));
        uint256 id = _openAs(renter, order);
        vm.assertEq(_redeem(id, 40), _net(40), "paid");
        bytes memory bad = _sign(_key("other"), _voucherDigest(id, 41));
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.InvalidVoucher.selector, id, order.voucherSigner));
        market.redeem(id, 41, bad);
    }

    function test_Redeem_CloseTheLeaseAsExhausted() public {
        bytes memory voucher = _voucher(lease, 100);
        bytes32 offerId = market.leaseOf(lease).offerId;
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.LeaseClosed(
            lease, offerId, ILeaseMarketTypes.CloseReason.Exhausted, 0, 100, 0, 0, 100, 0
        );
        market.redeem(lease, 100, voucher);
        ILeaseMarketTypes.Lease memory closed = market.leaseOf(lease);
        vm.assertTrue(closed.status == ILeaseMarketTypes.LeaseStatus.Closed, "closed");
        vm.assertTrue(closed.closeReason == ILeaseMarketTypes.CloseReason.Exhausted, "exhausted");
        (uint32 slots, uint64 units) = market.consumptionOf(offerId);
        vm.assertEq(slots, 0, "its slot is free");
        vm.assertEq(units, 100, "its units are used");
        vm.assertEq(token.balanceOf(address(market)), 0, "nothing is left");
    }

    function test_Redeem_PayUntilSomebodyFinalizes() public {
        _closeAs(renter, lease);
        _redeem(lease, 20);
        _skip(LEASE_THAW + 1 days);
        vm.assertEq(_redeem(lease, 50), _net(30), "also after the thaw");
        market.finalize(lease);
        _refuse(lease, 60, abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, lease, 3));
    }

    function test_Redeem_PayUntilItIsClosed() public {
        _skip(1 hours + GRACE + 1);
        vm.assertEq(_redeem(lease, 50), _net(50), "paid late");
    }

    function test_Redeem_SettleItAsOvertakenWithTheLastUnit() public {
        _lodge(lease, 100);
        bytes memory voucher = _voucher(lease, 100);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.UsageSettled(lease, ILeaseMarketTypes.ClaimOutcome.Overtaken, 100, 0, 100, 0);
        market.redeem(lease, 100, voucher);
        vm.assertTrue(market.claimOf(lease).status == ILeaseMarketTypes.ClaimStatus.None, "settled");
    }

    function testFuzz_Redeem_RevertWithNothingToRedeem(uint64 units) public {
        _redeem(lease, 50);
        units = uint64(_bound(units, 0, 50));
        _refuse(lease, units, abi.encodeWithSelector(ILeaseMarket.NothingToRedeem.selector, lease, units, 50));
    }

    function testFuzz_Redeem_RevertWithUnitsAboveEscrow(uint64 units) public {
        units = uint64(_bound(units, 101, type(uint64).max));
        _refuse(
            lease, units, abi.encodeWithSelector(ILeaseMarket.UnitsAboveEscrow.selector, lease, units, 100)
        );
    }

    function test_Redeem_RevertWithInvalidVoucher() public {
        bytes memory good = _voucher(lease, 40);
        for (uint256 bit = 0; bit < 65 * 8; bit += 5) {
            _refuseSignature(lease, 40, _flip(good, bit));
        }
        _refuseSignature(lease, 40, "");
        _refuseSignature(lease, 40, new bytes(65));
        _refuseSignature(lease, 40, _highS("session", _voucherDigest(lease, 40)));
        _refuseSignature(lease, 40, _sign(_key("renter"), _voucherDigest(lease, 40)));
        _refuseSignature(lease, 41, good);
        uint256 second = _open();
        _refuseSignature(second, 40, good);
        vm.chainId(10);
        _refuseSignature(lease, 40, good);
        vm.chainId(31337);
        vm.assertEq(market.escrowTotal(), 200 * PRICE, "nothing changed");
        // The same lease id, renter and session key in another market.
        market = _deployMarket(token);
        vm.prank(renter);
        token.approve(address(market), type(uint256).max);
        _refuseSignature(_open(), 40, good);
    }

    function test_Redeem_RevertWithLeaseNotActive() public {
        _refuse(9, 40, abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, 9, 0));
        _closeAs(operator, lease);
        _refuse(lease, 40, abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, lease, 3));
    }

    function test_Redeem_PayAllTheSame() public {
        vm.prank(guardian);
        market.pause();
        vm.assertEq(_redeem(lease, 40), _net(40), "paid while paused");
    }

    function test_RedeemMany_PayEachLeasesOperator() public {
        address other = _account("other");
        _stakeAs(other, other, MIN_SELF_STAKE + 1e18);
        ILeaseMarketTypes.OpenOrder memory order = _order();
        order.offer.operator = other;
        order.signature = _sign(_key("other"), market.hashOffer(order.offer));
        uint256 second = _openAs(renter, order);

        uint256 paid = market.redeemMany(_vouchers(lease, 40, second, 100));
        vm.assertEq(paid, _net(40) + _net(100), "together");
        vm.assertEq(token.balanceOf(operator), _net(40), "one");
        vm.assertEq(token.balanceOf(other), _net(100), "the other");
        vm.assertEq(market.escrowTotal(), 60 * PRICE, "owed");
    }

    function test_RedeemMany_SkipThem() public {
        uint256 second = _open();
        _redeem(lease, 40);
        vm.assertEq(market.redeemMany(_vouchers(lease, 40, second, 10)), _net(10), "a repeated one");
        vm.assertEq(market.redeemMany(_vouchers(lease, 30, second, 20)), _net(10), "a late one");
        _closeAs(operator, lease);
        vm.assertEq(market.redeemMany(_vouchers(lease, 50, second, 30)), _net(10), "of a closed lease");
        vm.assertEq(market.redeemMany(new ILeaseMarketTypes.Voucher[](0)), 0, "none at all");
    }

    function test_RedeemMany_PayNone() public {
        uint256 second = _open();
        ILeaseMarketTypes.Voucher[] memory vouchers = _vouchers(lease, 40, second, 50);
        vouchers[1].signature = vouchers[0].signature;
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.InvalidVoucher.selector, second, session));
        market.redeemMany(vouchers);
        vm.assertEq(market.leaseOf(lease).redeemedUnits, 0, "none");
    }

    function test_RedeemMany_RevertWithWhatIsWrong() public {
        ILeaseMarketTypes.Voucher[] memory vouchers = _vouchers(lease, 40, 9, 1);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.LeaseNotActive.selector, 9, 0));
        market.redeemMany(vouchers);
        vouchers = _vouchers(lease, 40, lease, 101);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.UnitsAboveEscrow.selector, lease, 101, 100));
        market.redeemMany(vouchers);
    }

    function _refuse(uint256 id, uint64 units, bytes memory reason) private {
        bytes memory voucher = _voucher(id, units);
        vm.expectRevert(reason);
        market.redeem(id, units, voucher);
    }

    function _refuseSignature(uint256 id, uint64 units, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.InvalidVoucher.selector, id, session));
        market.redeem(id, units, signature);
    }

    function _vouchers(uint256 first, uint64 units, uint256 second, uint64 secondUnits)
        private
        view
        returns (ILeaseMarketTypes.Voucher[] memory vouchers)
    {
        vouchers = new ILeaseMarketTypes.Voucher[](2);
        vouchers[0] = ILeaseMarketTypes.Voucher(first, units, _voucher(first, units));
        vouchers[1] = ILeaseMarketTypes.Voucher(second, secondUnits, _voucher(second, secondUnits));
    }
}
