// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarketTypes} from "../interfaces/ILeaseMarketTypes.sol";

/// @title A lease as it is stored, in four words, and what follows from it.
library LeaseLib {
    /// @dev Status and close reason in one: from RenterClosed on a lease is Closed, in the order of CloseReason.
    enum Phase {
        None,
        Open,
        Closing,
        RenterClosed,
        OperatorClosed,
        Expired,
        Exhausted
    }

    /// @dev The operator is the offer's, so it is kept once per offer and not here. uint40 seconds reach past the
    /// year 36,000.
    struct Record {
        address renter;
        uint64 units;
        uint32 slots;
        address voucherSigner;
        uint96 pricePerUnit;
        uint64 minUnits;
        uint64 redeemedUnits;
        uint40 openedAt;
        uint40 expiresAt;
        uint40 thawEndsAt;
        Phase phase;
        bytes32 offerId;
    }

    function statusOf(Phase phase) internal pure returns (ILeaseMarketTypes.LeaseStatus) {
        if (phase >= Phase.RenterClosed) return ILeaseMarketTypes.LeaseStatus.Closed;
        return ILeaseMarketTypes.LeaseStatus(uint8(phase));
    }

    function reasonOf(Phase phase) internal pure returns (ILeaseMarketTypes.CloseReason) {
        if (phase < Phase.RenterClosed) return ILeaseMarketTypes.CloseReason.None;
        return ILeaseMarketTypes.CloseReason(uint8(phase) - uint8(Phase.Closing));
    }

    function isActive(Record storage lease) internal view returns (bool) {
        Phase phase = lease.phase;
        return phase == Phase.Open || phase == Phase.Closing;
    }

    /// @dev Units that have to be paid when it closes by anyone but the operator.
    function dueUnits(Record storage lease) internal view returns (uint64) {
        return lease.minUnits > lease.redeemedUnits ? lease.minUnits : lease.redeemedUnits;
    }

    /// @dev When anyone may close it. 0 unless it is active.
    function finalizableAt(Record storage lease, uint48 gracePeriod) internal view returns (uint64) {
        Phase phase = lease.phase;
        if (phase == Phase.Open) return uint64(lease.expiresAt) + gracePeriod;
        return phase == Phase.Closing ? lease.thawEndsAt : 0;
    }

    /// @dev Writes a lease that has just been opened.
    function store(Record storage record, ILeaseMarketTypes.Lease memory lease) internal {
        record.renter = lease.renter;
        record.units = lease.units;
        record.slots = lease.slots;
        record.voucherSigner = lease.voucherSigner;
        record.pricePerUnit = lease.pricePerUnit;
        record.phase = Phase.Open;
        record.minUnits = lease.minUnits;
        record.openedAt = uint40(lease.openedAt);
        record.expiresAt = uint40(lease.expiresAt);
        record.offerId = lease.offerId;
    }

    function toLease(Record storage lease, address operator)
        internal
        view
        returns (ILeaseMarketTypes.Lease memory)
    {
        return ILeaseMarketTypes.Lease({
            renter: lease.renter,
            expiresAt: lease.expiresAt,
            slots: lease.slots,
            status: statusOf(lease.phase),
            closeReason: reasonOf(lease.phase),
            operator: operator,
            minUnits: lease.minUnits,
            voucherSigner: lease.voucherSigner,
            openedAt: lease.openedAt,
            thawEndsAt: lease.thawEndsAt,
            pricePerUnit: lease.pricePerUnit,
            units: lease.units,
            redeemedUnits: lease.redeemedUnits,
            offerId: lease.offerId
        });
    }
}
