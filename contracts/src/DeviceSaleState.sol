// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {IDeviceSale} from "./interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "./interfaces/IEdgeDevice.sol";
import {IN3Token} from "./interfaces/IN3Token.sol";

/// @title What DeviceSale stores, is configured with, and shows. Changes nothing.
abstract contract DeviceSaleState is IDeviceSale, Pausable {
    /// @dev What each device of a purchase has in common: one word, and another for each device.
    struct Purchase {
        uint128 unitPrice;
        uint64 orderedAt;
        uint32 quantity;
        uint32 firstTokenId;
    }

    struct SoldDevice {
        address buyer;
        uint32 batchId;
        uint64 orderId;
    }

    IN3Token public immutable token;
    IEdgeDevice public immutable device;
    address public immutable treasury;

    uint256 public held;
    uint256 public proceeds;
    uint256 public orderCount;
    uint32 public batchCount;
    mapping(uint32 batchId => mapping(address wallet => uint32)) public boughtBy;

    mapping(uint32 batchId => Batch) internal _batches;
    mapping(uint256 orderId => Purchase) internal _purchases;
    mapping(uint256 tokenId => SoldDevice) internal _soldDevices;

    constructor(IN3Token token_, IEdgeDevice device_, address treasury_) {
        require(treasury_ != address(0), InvalidParameter("treasury", 0));
        (token, device, treasury) = (token_, device_, treasury_);
    }

    /// @inheritdoc IDeviceSale
    function batchState(uint32 batchId) external view returns (BatchState memory) {
        Batch storage batch = _batches[batchId];
        return BatchState(batch, _statusOf(batch), batch.supply - batch.sold);
    }

    /// @inheritdoc IDeviceSale
    function remainingFor(uint32 batchId, address wallet) external view returns (uint32) {
        Batch storage batch = _batches[batchId];
        return uint32(Math.min(batch.supply - batch.sold, _remainingCap(batchId, batch, wallet)));
    }

    /// @inheritdoc IDeviceSale
    function orderOf(uint256 orderId) external view returns (Order memory) {
        Purchase storage purchase = _purchases[orderId];
        SoldDevice storage first = _soldDevices[purchase.firstTokenId];
        return Order({
            buyer: first.buyer,
            orderedAt: purchase.orderedAt,
            batchId: first.batchId,
            quantity: purchase.quantity,
            firstTokenId: purchase.firstTokenId,
            unitPrice: purchase.unitPrice
        });
    }

    /// @inheritdoc IDeviceSale
    function orderIdOf(uint256 tokenId) external view returns (uint256) {
        return _soldDevices[tokenId].orderId;
    }

    /// @dev A batch that is over, not begun, or sold out stays that while sales are paused.
    function _statusOf(Batch storage batch) internal view returns (BatchStatus) {
        if (batch.supply == 0) return BatchStatus.None;
        if (block.timestamp >= batch.closesAt) return BatchStatus.Closed;
        if (block.timestamp < batch.opensAt) return BatchStatus.Upcoming;
        if (batch.sold == batch.supply) return BatchStatus.SoldOut;
        return paused() ? BatchStatus.Paused : BatchStatus.Open;
    }

    /// @dev A cap may have been lowered under what a wallet has bought.
    function _remainingCap(uint32 batchId, Batch storage batch, address wallet)
        internal
        view
        returns (uint32)
    {
        return uint32(Math.saturatingSub(batch.capPerWallet, boughtBy[batchId][wallet]));
    }
}
