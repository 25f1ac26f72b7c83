// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILeaseMarket} from "../interfaces/ILeaseMarket.sol";
import {ILeaseMarketTypes} from "../interfaces/ILeaseMarketTypes.sol";

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

    /// @dev EIP-712's encodeData is the type hash and the fields, a word each, as a struct lies in memory: hashed
    /// where it is, with the word before it lent to the type hash.
    function structHash(ILeaseMarketTypes.Offer memory offer) internal pure returns (bytes32 result) {
        bytes32 typeHash = TYPEHASH;
        assembly ("memory-safe") {
            let start := sub(offer, 32)
            let lent := mload(start)
            mstore(start, typeHash)
            result := keccak256(start, 352) // 11 words
            mstore(start, lent)
        }
    }

    /// @dev Least units of a lease over `slots` of the offer: at least one.
    function minimumUnits(ILeaseMarketTypes.Offer memory offer, uint32 slots)
        internal
        pure
        returns (uint256)
    {
        uint256 units = uint256(offer.minUnits) * slots;
        return units == 0 ? 1 : units;
    }

    /// @notice Takes slots and units of an offer, or reverts. Returns what is taken of it afterwards.
    function take(
        Record storage record,
        ILeaseMarketTypes.Offer memory offer,
        bytes32 offerId,
        uint32 slots,
        uint64 units
    ) internal returns (uint32 slotsTaken, uint64 consumedUnits) {
        (slotsTaken, consumedUnits) = (record.slotsTaken, record.consumedUnits);
        checkRoom(offer, offerId, slots, units, offer.slots - slotsTaken, offer.maxUnits - consumedUnits);
        slotsTaken += slots;
        consumedUnits += units;
        record.operator = offer.operator;
        record.slotsTaken = slotsTaken;
        record.consumedUnits = consumedUnits;
    }

    function checkRoom(
        ILeaseMarketTypes.Offer memory offer,
        bytes32 offerId,
        uint32 slots,
        uint64 units,
        uint32 free,
        uint64 left
    ) private pure {
        require(slots != 0 && slots <= free, ILeaseMarket.SlotsUnavailable(offerId, slots, free));
        uint256 minimum = minimumUnits(offer, slots);
        require(units >= minimum, ILeaseMarket.UnitsBelowMinimum(offerId, units, minimum));
        require(units <= left, ILeaseMarket.UnitsUnavailable(offerId, units, left));
    }
}
