// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";
import {Wallet1271} from "../support/Wallet1271.sol";

contract LeaseOpenTest is LeaseTest {
    function testFuzz_Open_TakeSlotsAndUnitsAndEscrowThePrice(uint256 slots, uint256 units, uint96 price)
        public
    {
        ILeaseMarketTypes.Offer memory offer = _offer();
        offer.pricePerUnit = uint96(_bound(price, 0, 1_000e18));
        slots = _bound(slots, 1, offer.slots);
        units = _bound(units, offer.minUnits * slots, offer.maxUnits);
        uint256 balance = token.balanceOf(renter);
        uint256 id = _openAs(renter, _order(offer, uint32(slots), uint64(units)));

        vm.assertEq(balance - token.balanceOf(renter), units * offer.pricePerUnit, "the renter paid");
        vm.assertEq(token.balanceOf(address(market)), units * offer.pricePerUnit, "the market holds it");
        vm.assertEq(market.escrowTotal(), units * offer.pricePerUnit, "and owes it");
        (uint32 taken, uint64 consumed) = market.consumptionOf(market.hashOffer(offer));
        vm.assertEq(taken, slots, "slots");
        vm.assertEq(consumed, units, "units");
        _checkLease(market.leaseOf(id), offer, slots, units);
    }

    function test_Open_EmitTheLeaseAndWhatIsTakenOfItsOffer() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        _openAs(renter, order);
        ILeaseMarketTypes.Lease memory lease = market.leaseOf(1);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.LeaseOpened(
            2, lease.offerId, renter, lease, ILeaseMarketTypes.OfferKind.Compute, "spec", 2, 200, 200 * PRICE
        );
        _openAs(renter, order);
    }

    function test_Open_CountIdsFromOne() public {
        vm.assertEq(market.leaseCount(), 0, "none");
        vm.assertEq(_open(), 1, "first");
        vm.assertEq(_open(), 2, "second");
        vm.assertEq(market.leaseCount(), 2, "two");
    }

    function test_Open_AcceptItsSignature() public {
        Wallet1271 wallet = new Wallet1271(operator);
        _stakeAs(address(wallet), address(wallet), MIN_SELF_STAKE + 1e18);
        ILeaseMarketTypes.Offer memory offer = _offer();
        offer.operator = address(wallet);
        uint256 id = _openAs(renter, _order(offer, 1, 100));
        vm.assertEq(market.leaseOf(id).operator, address(wallet), "the account's");
    }

    function test_Open_OpenForIt() public {
        Wallet1271 wallet = new Wallet1271(renter);
        _fundRenter(address(wallet), 1e18);
        ILeaseMarketTypes.OpenOrder memory order = _order();
        vm.prank(renter);
        wallet.execute(address(market), abi.encodeCall(market.open, (order)));
        vm.assertEq(market.leaseOf(1).renter, address(wallet), "the account's");
    }

    function test_Open_RevertWithInvalidVoucherSigner() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        order.voucherSigner = address(0);
        _refuse(order, abi.encodeWithSelector(ILeaseMarket.InvalidVoucherSigner.selector, address(0)));
    }

    function testFuzz_Open_RevertWithPriceAboveMaximum(uint96 maximum) public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        order.maxPricePerUnit = uint96(_bound(maximum, 0, PRICE - 1));
        _refuse(
            order,
            abi.encodeWithSelector(ILeaseMarket.PriceAboveMaximum.selector, PRICE, order.maxPricePerUnit)
        );
    }

    function test_Open_RevertWithOfferExpired() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        bytes32 id = market.hashOffer(order.offer);
        vm.warp(order.offer.validUntil);
        _openAs(renter, order); // its last second
        _skip(1);
        _refuse(order, abi.encodeWithSelector(ILeaseMarket.OfferExpired.selector, id, order.offer.validUntil));
    }

    function test_Open_RevertWithOfferIsCancelled() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        bytes memory reason = abi.encodeWithSelector(
            ILeaseMarket.OfferIsCancelled.selector, market.hashOffer(order.offer), order.offer.nonce
        );
        uint256 snapshot = vm.snapshotState();
        vm.prank(operator);
        market.cancelOffer(1);
        _refuse(order, reason);
        vm.revertToState(snapshot);
        vm.prank(operator);
        market.cancelOffersBelow(2);
        _refuse(order, reason);
    }

    function test_Open_RevertWithOperatorBelowSelfStake() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        uint256 shares = staking.sharesOf(operator, operator);
        vm.prank(operator);
        staking.requestUnstake(operator, shares / 2);
        _refuse(order, abi.encodeWithSelector(ILeaseMarket.OperatorBelowSelfStake.selector, operator));
    }

    function test_Open_RevertWithInvalidOfferSignature() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        bytes memory good = order.signature;
        bytes32 id = market.hashOffer(order.offer);
        bytes memory reason =
            abi.encodeWithSelector(ILeaseMarket.InvalidOfferSignature.selector, id, operator);
        for (uint256 bit = 0; bit < 65 * 8; bit += 7) {
            order.signature = _flip(good, bit);
            _refuse(order, reason);
        }
        bytes[4] memory bad = [bytes(""), _sign(_key("other"), id), _highS("operator", id), new bytes(65)];
        for (uint256 i = 0; i < bad.length; ++i) {
            order.signature = bad[i];
            _refuse(order, reason);
        }
        // A signature for other terms, for an offer of somebody else, or of nobody.
        order.signature = good;
        order.offer.pricePerUnit -= 1;
        _refuse(order, _invalid(order.offer));
        order.offer = _offer();
        order.offer.operator = _account("other");
        _stakeAs(_account("other"), _account("other"), MIN_SELF_STAKE + 1e18);
        _refuse(order, _invalid(order.offer));
        // Elsewhere: another chain, another market.
        order.offer = _offer();
        vm.chainId(10);
        _refuse(order, _invalid(order.offer));
        vm.chainId(31337);
        market = _deployMarket(token);
        _refuse(order, _invalid(order.offer));
    }

    function test_Open_RevertWithSlotsUnavailable() public {
        ILeaseMarketTypes.Offer memory offer = _offer();
        bytes32 id = market.hashOffer(offer);
        _refuse(_order(offer, 0, 100), _slots(id, 0, 4));
        _refuse(_order(offer, 5, 100), _slots(id, 5, 4));
        _openAs(renter, _order(offer, 3, 30));
        _refuse(_order(offer, 2, 100), _slots(id, 2, 1));
        _openAs(renter, _order(offer, 1, 10));
        _refuse(_order(offer, 1, 100), _slots(id, 1, 0));
        _closeAs(operator, 1);
        _openAs(renter, _order(offer, 3, 30));
    }

    function testFuzz_Open_RevertWithUnitsBelowMinimum(uint32 slots, uint64 minUnits, uint64 units) public {
        ILeaseMarketTypes.Offer memory offer = _offer();
        (offer.slots, offer.minUnits, offer.maxUnits) = (type(uint32).max, minUnits, type(uint64).max);
        slots = uint32(_bound(slots, 1, type(uint32).max));
        uint256 minimum = uint256(minUnits) * slots;
        if (minimum == 0) minimum = 1; // none is too few in any case
        units = uint64(_bound(units, 0, minimum > type(uint64).max ? type(uint64).max : minimum - 1));
        bytes32 id = market.hashOffer(offer);
        _refuse(
            _order(offer, slots, units),
            abi.encodeWithSelector(ILeaseMarket.UnitsBelowMinimum.selector, id, units, minimum)
        );
    }

    function test_Open_RevertWithUnitsUnavailable() public {
        ILeaseMarketTypes.Offer memory offer = _offer();
        bytes32 id = market.hashOffer(offer);
        _refuse(
            _order(offer, 1, 1_001),
            abi.encodeWithSelector(ILeaseMarket.UnitsUnavailable.selector, id, 1_001, 1_000)
        );
        _openAs(renter, _order(offer, 1, 940));
        _refuse(
            _order(offer, 1, 61), abi.encodeWithSelector(ILeaseMarket.UnitsUnavailable.selector, id, 61, 60)
        );
        _openAs(renter, _order(offer, 1, 60)); // the last of them
    }

    function test_Open_ChangeNothing() public {
        ILeaseMarketTypes.OpenOrder memory order = _order();
        vm.prank(renter);
        token.approve(address(market), 100 * PRICE - 1);
        vm.prank(renter);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        market.open(order);
        vm.assertEq(market.leaseCount() + market.escrowTotal(), 0, "nothing");
        (uint32 taken, uint64 consumed) = market.consumptionOf(market.hashOffer(order.offer));
        vm.assertEq(uint256(taken) + consumed, 0, "nothing");
    }

    function test_Open_RevertWithoutOverflowing() public {
        ILeaseMarketTypes.Offer memory offer = _offer();
        (offer.pricePerUnit, offer.maxUnits) = (type(uint96).max, type(uint64).max);
        ILeaseMarketTypes.OpenOrder memory order = _order(offer, 1, type(uint64).max);
        uint256 price = uint256(type(uint96).max) * type(uint64).max;
        _refuse(
            order,
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, renter, token.balanceOf(renter), price
            )
        );
    }

    function test_Open_RevertWithEnforcedPause() public {
        vm.prank(guardian);
        market.pause();
        _refuse(_order(), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        vm.prank(admin);
        market.unpause();
        _open();
    }

    function test_OpenMany_RevertWithNoOrders() public {
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NoOrders.selector));
        market.openMany(new ILeaseMarketTypes.OpenOrder[](0));
    }

    function test_OpenMany_OpenAllWithConsecutiveIdsForOnePayment() public {
        _open();
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        uint256 balance = token.balanceOf(renter);
        vm.prank(renter);
        vm.assertEq(market.openMany(orders), 2, "the first of them");
        vm.assertEq(market.leaseOf(2).units, 100, "second lease");
        vm.assertEq(market.leaseOf(3).units, 60, "third lease");
        vm.assertEq(market.leaseOf(3).minUnits, 20, "minimum of two slots");
        vm.assertEq(balance - token.balanceOf(renter), 160 * PRICE, "paid together");
        vm.assertEq(market.escrowTotal(), 260 * PRICE, "owed together");
    }

    function test_OpenMany_OpenNone() public {
        ILeaseMarketTypes.OpenOrder[] memory orders = _basket();
        orders[1] = _order(_offer(), 4, 60);
        vm.prank(renter);
        vm.expectRevert(_slots(market.hashOffer(_offer()), 4, 3));
        market.openMany(orders);
        vm.assertEq(market.leaseCount(), 0, "none");
    }

    function _refuse(ILeaseMarketTypes.OpenOrder memory order, bytes memory reason) private {
        vm.prank(renter);
        vm.expectRevert(reason);
        market.open(order);
    }

    function _invalid(ILeaseMarketTypes.Offer memory offer) private view returns (bytes memory) {
        return abi.encodeWithSelector(
            ILeaseMarket.InvalidOfferSignature.selector, market.hashOffer(offer), offer.operator
        );
    }

    function _slots(bytes32 id, uint32 requested, uint32 free) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILeaseMarket.SlotsUnavailable.selector, id, requested, free);
    }

    function _checkLease(
        ILeaseMarketTypes.Lease memory lease,
        ILeaseMarketTypes.Offer memory offer,
        uint256 slots,
        uint256 units
    ) private view {
        vm.assertEq(lease.renter, renter, "renter");
        vm.assertEq(lease.operator, operator, "operator");
        vm.assertEq(lease.voucherSigner, session, "voucher signer");
        vm.assertEq(lease.slots, slots, "slots");
        vm.assertEq(lease.units, units, "units");
        vm.assertEq(lease.minUnits, offer.minUnits * slots, "minimum");
        vm.assertEq(lease.pricePerUnit, offer.pricePerUnit, "price");
        vm.assertEq(lease.openedAt, _now(), "opened");
        vm.assertEq(lease.expiresAt, _now() + 1 hours, "expires");
        vm.assertEq(uint256(lease.redeemedUnits) + lease.thawEndsAt, 0, "nothing yet");
        vm.assertTrue(lease.status == ILeaseMarketTypes.LeaseStatus.Open, "open");
        vm.assertTrue(lease.closeReason == ILeaseMarketTypes.CloseReason.None, "not closed");
        vm.assertEq(lease.offerId, market.hashOffer(offer), "offer");
    }
}
