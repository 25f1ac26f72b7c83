// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {ILeaseMarket} from "../../src/interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseMarket} from "../../src/LeaseMarket.sol";
import {LeaseMarketState} from "../../src/LeaseMarketState.sol";
import {LeaseTest} from "../support/LeaseTest.sol";

contract LeaseMarketTest is LeaseTest {
    function test_Constructor_RevertWithInvalidParameterForIt() public {
        bytes32[4] memory names = [bytes32("thawPeriod"), "gracePeriod", "contestWindow", "rulingPeriod"];
        uint48[2] memory bad = [uint48(0), 365 days + 1];
        for (uint256 i = 0; i < 8; ++i) {
            LeaseMarketState.Parameters memory p = _marketParameters();
            uint48 value = bad[i % 2];
            if (i / 2 == 0) p.thawPeriod = value;
            if (i / 2 == 1) p.gracePeriod = value;
            if (i / 2 == 2) p.contestWindow = value;
            if (i / 2 == 3) p.rulingPeriod = value;
            _refuse(names[i / 2], value, p);
        }
    }

    function test_Constructor_RevertWithInvalidParameterForTheFee() public {
        LeaseMarketState.Parameters memory p = _marketParameters();
        p.feeBps = 10_000;
        _refuse("feeBps", 10_000, p);
        (p.feeBps, p.thawPeriod) = (9_999, 365 days);
        new LeaseMarket(address(manager), token, staking, rewards, p);
    }

    function test_Constructor_KeepWhatItWasGiven() public view {
        vm.assertEq(market.thawPeriod(), LEASE_THAW, "thaw");
        vm.assertEq(market.gracePeriod(), GRACE, "grace");
        vm.assertEq(market.contestWindow(), CONTEST, "contest");
        vm.assertEq(market.rulingPeriod(), RULING, "ruling");
        vm.assertEq(market.feeBps(), FEE_BPS, "fee");
        vm.assertEq(address(market.token()), address(token), "token");
        vm.assertEq(address(market.staking()), address(staking), "staking");
        vm.assertEq(address(market.rewards()), address(rewards), "rewards");
        vm.assertEq(market.authority(), address(manager), "authority");
    }

    function testFuzz_CancelOffer_RefuseNewLeasesOnOffersWithThatNonceAlone(uint256 nonce) public {
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.OfferCancelled(operator, nonce);
        vm.prank(operator);
        market.cancelOffer(nonce);
        vm.assertTrue(market.isCancelled(operator, nonce), "cancelled");
        unchecked {
            vm.assertTrue(!market.isCancelled(operator, nonce + 1), "not the next");
            vm.assertTrue(!market.isCancelled(operator, nonce - 1), "not the one before");
        }
        vm.assertTrue(!market.isCancelled(renter, nonce), "not another's");
    }

    function test_CancelOffer_LeaveOpenLeasesAlone() public {
        uint256 lease = _open();
        vm.startPrank(operator);
        market.cancelOffer(1);
        market.cancelOffersBelow(9);
        vm.stopPrank();
        vm.assertEq(_redeem(lease, 40), _net(40), "goes on");
    }

    function testFuzz_CancelOffersBelow_RefuseNewLeasesOnAllOffersBelowIt(uint256 nonce, uint256 other)
        public
    {
        nonce = _bound(nonce, 1, type(uint256).max);
        vm.expectEmit(true, true, true, true, address(market));
        emit ILeaseMarket.OffersCancelledBelow(operator, nonce);
        vm.prank(operator);
        market.cancelOffersBelow(nonce);
        vm.assertEq(market.cancelledBelow(operator), nonce, "kept");
        vm.assertTrue(market.isCancelled(operator, other) == (other < nonce), "below alone");
        vm.assertTrue(!market.isCancelled(renter, other), "not another's");
    }

    function testFuzz_CancelOffersBelow_RevertWithNonceNotRising(uint256 nonce) public {
        vm.startPrank(operator);
        market.cancelOffersBelow(100);
        nonce = _bound(nonce, 0, 100);
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.NonceNotRising.selector, 100, nonce));
        market.cancelOffersBelow(nonce);
    }

    function test_Pause_StopOpeningUntilTheAdministratorResumes() public {
        vm.prank(guardian);
        market.pause();
        vm.assertTrue(market.paused(), "paused");
        vm.prank(admin);
        market.unpause();
        _open();
    }

    function testFuzz_Pause_RevertWithAccessManagedUnauthorized(address caller) public {
        vm.assume(caller != guardian);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller));
        market.pause();
    }

    function testFuzz_Unpause_RevertWithAccessManagedUnauthorized(address caller) public {
        vm.assume(caller != admin);
        vm.prank(guardian);
        market.pause();
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller));
        market.unpause();
    }

    function testFuzz_HashOffer_BeTheEIP712DigestOfTheOffer(
        address who,
        uint8 kind,
        bytes32 spec,
        uint96 price,
        uint32 slots,
        uint64 units,
        uint64 validUntil
    ) public view {
        ILeaseMarketTypes.Offer memory o = ILeaseMarketTypes.Offer({
            operator: who,
            kind: ILeaseMarketTypes.OfferKind(kind % 4),
            specHash: spec,
            pricePerUnit: price,
            slots: slots,
            minUnits: units / 3,
            maxUnits: units,
            maxDuration: slots / 2,
            validUntil: validUntil,
            nonce: uint256(spec) ^ units
        });
        bytes memory first = abi.encode(market.OFFER_TYPEHASH(), who, kind % 4, spec, price, slots);
        bytes memory second = abi.encode(o.minUnits, o.maxUnits, o.maxDuration, o.validUntil, o.nonce);
        vm.assertEq(market.hashOffer(o), _typed(keccak256(bytes.concat(first, second))), "digest");
    }

    function test_OfferState_SayWhatIsLeftAndFree() public {
        _openAs(renter, _order(_offer(), 3, 100));
        ILeaseMarketTypes.OfferState memory state = market.offerState(_offer());
        vm.assertEq(state.offerId, market.hashOffer(_offer()), "id");
        vm.assertEq(state.slotsFree, 1, "free");
        vm.assertEq(state.unitsLeft, 900, "left");
        vm.assertTrue(state.status == ILeaseMarketTypes.OfferStatus.Available, "available");
    }

    /// From the last reason to the first: each outranks those before it.
    function test_OfferState_NameTheFirstThingThatStandsInTheWay() public {
        ILeaseMarketTypes.Offer memory offer = _offer();
        _openAs(renter, _order(offer, 4, 990));
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.NoSlotFree); // ten units are left, which is the minimum
        offer.nonce = 2;
        _openAs(renter, _order(offer, 4, 991));
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.SoldOut);
        uint256 shares = staking.sharesOf(operator, operator);
        vm.prank(operator);
        staking.requestUnstake(operator, shares);
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.OperatorBelowSelfStake);
        vm.prank(guardian);
        market.pause();
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.Paused);
        vm.warp(offer.validUntil);
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.Paused);
        _skip(1);
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.Expired);
        vm.prank(operator);
        market.cancelOffer(2);
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.Cancelled);
        offer = _offer();
        (offer.maxUnits, offer.minUnits, offer.nonce) = (0, 0, 3);
        vm.prank(admin);
        market.unpause();
        _stakeAs(operator, operator, MIN_SELF_STAKE + 1e18);
        _checkStatus(offer, ILeaseMarketTypes.OfferStatus.SoldOut);
    }

    function testFuzz_LeaseState_SayWhatIsEscrowedHeldBackAndRefundable(uint64 redeemed, uint64 claimed)
        public
    {
        uint256 lease = _open();
        redeemed = uint64(_bound(redeemed, 0, 98));
        claimed = uint64(_bound(claimed, redeemed + 1, 100));
        if (redeemed != 0) _redeem(lease, redeemed);
        uint64 due = redeemed < 10 ? 10 : redeemed;
        _checkState(lease, redeemed, due, 0);
        _lodge(lease, claimed);
        _checkState(lease, redeemed, due, claimed > due ? claimed - due : 0);
        vm.assertEq(market.leaseState(lease).finalizableAt, _now() + 1 hours + GRACE, "after grace");
        _closeAs(renter, lease);
        _checkState(lease, redeemed, due, claimed > due ? claimed - due : 0);
        vm.assertEq(market.leaseState(lease).finalizableAt, _now() + LEASE_THAW, "after the thaw");
    }

    function test_LeaseState_SayWhatIsHeldBack() public {
        uint256 lease = _open();
        _lodge(lease, 40);
        _closeAs(operator, lease);
        ILeaseMarketTypes.LeaseState memory state = market.leaseState(lease);
        vm.assertEq(state.escrow, 40 * PRICE, "escrow");
        vm.assertEq(state.heldBack, 40 * PRICE, "held");
        vm.assertEq(state.claim.heldUnits, 40, "claim");
        vm.assertEq(state.refundable + state.unitsLeft + state.finalizableAt, 0, "nothing else");
    }

    function test_LeaseState_BeAtRest() public {
        uint256 lease = _open();
        _lodge(lease, 40);
        _skip(CONTEST);
        market.settleUsage(lease);
        _closeAs(operator, lease);
        ILeaseMarketTypes.LeaseState memory state = market.leaseState(lease);
        vm.assertEq(state.escrow + state.heldBack + state.refundable, 0, "nothing is owed");
        vm.assertEq(uint256(state.unitsLeft) + state.finalizableAt, 0, "nothing is to come");
    }

    function test_LeaseState_BeEmpty() public view {
        ILeaseMarketTypes.LeaseState memory state = market.leaseState(7);
        vm.assertTrue(state.lease.status == ILeaseMarketTypes.LeaseStatus.None, "none");
        vm.assertEq(state.escrow + state.refundable + state.finalizableAt, 0, "nothing");
        vm.assertEq(state.lease.operator, address(0), "nobody");
    }

    function testFuzz_LeaseState_TellWhatFinalizeWillDo(uint64 redeemed, uint64 claimed) public {
        uint256 lease = _open();
        redeemed = uint64(_bound(redeemed, 1, 98));
        _redeem(lease, redeemed);
        _lodge(lease, uint64(_bound(claimed, redeemed + 1, 100)));
        _closeAs(renter, lease);
        ILeaseMarketTypes.LeaseState memory state = market.leaseState(lease);
        vm.warp(state.finalizableAt);
        uint256 balance = token.balanceOf(renter);
        market.finalize(lease);
        vm.assertEq(token.balanceOf(renter) - balance, state.refundable, "refunded as shown");
        vm.assertEq(market.leaseState(lease).escrow, state.heldBack, "held back as shown");
        vm.assertEq(market.escrowTotal(), state.heldBack, "and nothing else");
    }

    function _refuse(bytes32 name, uint256 value, LeaseMarketState.Parameters memory p) private {
        vm.expectRevert(abi.encodeWithSelector(ILeaseMarket.InvalidParameter.selector, name, value));
        new LeaseMarket(address(manager), token, staking, rewards, p);
    }

    function _checkStatus(ILeaseMarketTypes.Offer memory offer, ILeaseMarketTypes.OfferStatus status)
        private
        view
    {
        vm.assertEq(uint256(market.offerState(offer).status), uint256(status), "status");
    }

    function _checkState(uint256 lease, uint256 redeemed, uint256 due, uint256 held) private view {
        ILeaseMarketTypes.LeaseState memory state = market.leaseState(lease);
        vm.assertEq(state.unitsLeft, 100 - redeemed, "left");
        vm.assertEq(state.escrow, (100 - redeemed) * PRICE, "escrow");
        vm.assertEq(state.heldBack, held * PRICE, "held back");
        vm.assertEq(state.refundable, (100 - due - held) * PRICE, "refundable");
    }
}
