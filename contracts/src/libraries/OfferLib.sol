// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarket} from "../interfaces/ILeaseMarket.sol";

/// @title What the contract keeps of an offer: one word, written when its first lease opens.
library OfferLib {
    struct Record {
        address operator;
        uint32 slotsTaken;
        uint64 consumedUnits;
    }

    bytes32 internal constant TYPEHASH = keccak256(
        "Offer(address operator,uint8 kind,bytes32 specHash,uint96 pricePerUnit,uint32 slots,uint64 minUnits,uint64 maxUnits,uint32 maxDuration,uint64 validUntil,uint256 nonce)"
    );

    function structHash(ILeaseMarket.Offer memory offer) internal pure returns (bytes32) {
        // All its fields are of one word, so this is EIP-712's encodeData.
        return keccak256(abi.encode(TYPEHASH, offer));
    }

    /// @dev Least units of a lease over `slots` of the offer: at least one.
    function minimumUnits(ILeaseMarket.Offer memory offer, uint32 slots) internal pure returns (uint256) {
        uint256 units = uint256(offer.minUnits) * slots;
        return units == 0 ? 1 : units;
    }

    /// @notice Takes slots and units of an offer, or reverts.
    function take(
        Record storage record,
        ILeaseMarket.Offer memory offer,
        bytes32 offerId,
        uint32 slots,
        uint64 units
    ) internal {
        uint32 free = offer.slots - record.slotsTaken;
        require(slots != 0 && slots <= free, ILeaseMarket.SlotsUnavailable(offerId, slots, free));
        uint256 minimum = minimumUnits(offer, slots);
        require(units >= minimum, ILeaseMarket.UnitsBelowMinimum(offerId, units, minimum));
        uint64 left = offer.maxUnits - record.consumedUnits;
        require(units <= left, ILeaseMarket.UnitsUnavailable(offerId, units, left));
        record.operator = offer.operator;
        record.slotsTaken += slots;
        record.consumedUnits += units;
    }
}
