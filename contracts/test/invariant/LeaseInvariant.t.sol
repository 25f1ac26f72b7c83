// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarketTypes} from "../../src/interfaces/ILeaseMarketTypes.sol";
import {LeaseTest} from "../support/LeaseTest.sol";
import {LeaseHandler} from "./LeaseHandler.sol";

/// @dev Plain require where it runs after each of 65,536 calls: a cheat code for each check took half the time.
contract LeaseInvariantTest is LeaseTest {
    LeaseHandler private handler;
    uint256 private supply;
    uint256 private funded;
    // Copies, because asking the handler costs a call each time, and this runs after every one.
    address[4] private renters;
    address[3] private operators;

    function setUp() public override {
        super.setUp();
        handler = new LeaseHandler(market, token, [court, guardian, admin], treasury, attestorKeys);
        for (uint256 i = 0; i < 3; ++i) {
            operators[i] = handler.operators(i);
            _stakeAs(operators[i], operators[i], MIN_SELF_STAKE + 1e18);
        }
        for (uint256 i = 0; i < 4; ++i) {
            renters[i] = handler.renters(i);
            funded += token.balanceOf(renters[i]);
        }
        supply = token.totalSupply();
        bytes4[] memory selectors = new bytes4[](11);
        selectors[0] = handler.open.selector;
        selectors[1] = handler.redeem.selector;
        selectors[2] = handler.redeemMany.selector;
        selectors[3] = handler.close.selector;
        selectors[4] = handler.finalize.selector;
        selectors[5] = handler.lodgeUsage.selector;
        selectors[6] = handler.contestUsage.selector;
        selectors[7] = handler.ruleUsage.selector;
        selectors[8] = handler.settleUsage.selector;
        selectors[9] = handler.interfere.selector;
        selectors[10] = handler.pass.selector;
        _target(address(handler), selectors);
    }

    /// Money in = paid + fees + refunds + escrow, offers are never oversold, and nothing paid is taken back; after
    /// every single call.
    function invariant_escrowIsBackedAndOffersAreNeverOversold() public view {
        uint256[] memory ids = handler.live();
        ILeaseMarketTypes.LeaseState[] memory states = new ILeaseMarketTypes.LeaseState[](ids.length);
        (uint256 escrow, uint256 value) = (0, handler.doneValue());
        for (uint256 i = 0; i < ids.length; ++i) {
            states[i] = market.leaseState(ids[i]);
            escrow += states[i].escrow;
            value += _checkLease(ids[i], states[i]);
        }
        require(market.escrowTotal() == escrow, "the sum of all leases' escrow");
        require(token.balanceOf(address(market)) == escrow + handler.donated(), "and it is there");
        _checkFlows(escrow, value);
        for (uint256 i = 0; i < ids.length; ++i) {
            bytes32 offerId = states[i].lease.offerId;
            if (i == 0 || offerId != states[i - 1].lease.offerId) _checkOffer(states, offerId);
        }
    }

    /// Whatever happened, time alone and anybody bring every lease to its end, and all money to its owner.
    function afterInvariant() public {
        uint256[] memory ids = handler.live();
        for (uint256 i = 0; i < ids.length; ++i) {
            _skip(2 hours + GRACE + CONTEST + RULING);
            ILeaseMarketTypes.LeaseStatus status = market.leaseOf(ids[i]).status;
            if (status != ILeaseMarketTypes.LeaseStatus.Closed) market.finalize(ids[i]);
            if (market.claimOf(ids[i]).status != ILeaseMarketTypes.ClaimStatus.None) {
                market.settleUsage(ids[i]);
            }
            ILeaseMarketTypes.LeaseState memory state = market.leaseState(ids[i]);
            vm.assertTrue(state.lease.status == ILeaseMarketTypes.LeaseStatus.Closed, "closed");
            vm.assertTrue(state.claim.status == ILeaseMarketTypes.ClaimStatus.None, "settled");
            vm.assertEq(state.escrow, 0, "empty");
        }
        vm.assertEq(market.escrowTotal(), 0, "nothing is owed");
        vm.assertEq(token.balanceOf(address(market)), handler.donated(), "payouts = deposits");
    }

    /// @return value wei the lease has paid
    function _checkLease(uint256 id, ILeaseMarketTypes.LeaseState memory state)
        private
        view
        returns (uint256 value)
    {
        ILeaseMarketTypes.Lease memory lease = state.lease;
        require(lease.redeemedUnits >= handler.redeemedBefore(id), "what is paid never falls");
        require(lease.redeemedUnits <= lease.units, "and never exceeds the escrow");
        require(state.refundable + state.heldBack <= state.escrow, "no promise beyond the escrow");
        if (lease.status == ILeaseMarketTypes.LeaseStatus.Closed) {
            require(state.claim.heldUnits != 0, "a closed lease is done, or waits for its claim");
        } else {
            require(state.claim.heldUnits == 0, "an active lease holds all of its escrow");
            require(lease.redeemedUnits < lease.units, "one paid to its last unit is closed");
        }
        return uint256(lease.redeemedUnits) * lease.pricePerUnit;
    }

    function _checkFlows(uint256 escrow, uint256 value) private view {
        (uint256 spent, uint256 received) = (funded - handler.donated(), 0);
        for (uint256 i = 0; i < 4; ++i) {
            spent -= token.balanceOf(renters[i]);
        }
        for (uint256 i = 0; i < 3; ++i) {
            received += token.balanceOf(operators[i]);
        }
        require(spent == value + escrow, "renters paid for units, or it is still theirs");
        require(received + (supply - token.totalSupply()) == value, "operators and the fee got all of it");
    }

    function _checkOffer(ILeaseMarketTypes.LeaseState[] memory states, bytes32 offerId) private view {
        (uint32 slotsTaken, uint64 consumedUnits) = market.consumptionOf(offerId);
        (uint256 slots, uint256 units) = (0, handler.doneUnits(offerId));
        for (uint256 i = 0; i < states.length; ++i) {
            ILeaseMarketTypes.Lease memory lease = states[i].lease;
            if (lease.offerId != offerId) continue;
            bool closed = lease.status == ILeaseMarketTypes.LeaseStatus.Closed;
            if (!closed) slots += lease.slots;
            units += closed ? lease.redeemedUnits + states[i].claim.heldUnits : lease.units;
        }
        require(slotsTaken == slots, "slots of leases that run");
        require(slotsTaken <= 3, "within the offer's slots");
        require(consumedUnits == units, "units in use, held or paid");
        require(consumedUnits <= 300, "within the offer's units");
    }
}
