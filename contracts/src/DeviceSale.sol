// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDeviceSale} from "./interfaces/IDeviceSale.sol";
import {IEdgeDevice} from "./interfaces/IEdgeDevice.sol";
import {IN3Token} from "./interfaces/IN3Token.sol";
import {DeviceSaleState} from "./DeviceSaleState.sol";

/// @title Sells Edge devices. Owes, and holds, the money of devices not shipped (held) and what of the shipped ones
/// was not withdrawn (proceeds).
/// @dev Every function: checks, effects, emit, interact. EdgeDevice is ours and calls nobody back, so it is asked
/// to mint, burn and commit before the events that name the outcome.
contract DeviceSale is DeviceSaleState, IERC1363Receiver, AccessManaged, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IN3Token;

    constructor(address initialAuthority, IN3Token token_, IEdgeDevice device_, address treasury_)
        AccessManaged(initialAuthority)
        DeviceSaleState(token_, device_, treasury_)
    {}

    /// @inheritdoc IDeviceSale
    function buy(uint32 batchId, uint32 quantity, uint256 maxUnitPrice)
        external
        nonReentrant
        returns (uint256 orderId)
    {
        uint256 total;
        (orderId, total) = _buy(msg.sender, batchId, quantity, maxUnitPrice);
        token.safeTransferFrom(msg.sender, address(this), total);
    }

    /// @inheritdoc IDeviceSale
    function buyWithPermit(
        uint32 batchId,
        uint32 quantity,
        uint256 maxUnitPrice,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256 orderId) {
        uint256 allowed = Math.saturatingMul(quantity, maxUnitPrice);
        // Somebody may have submitted the permit first; then the allowance is already there.
        try IERC20Permit(address(token)).permit(msg.sender, address(this), allowed, deadline, v, r, s) {}
            catch {}
        uint256 total;
        (orderId, total) = _buy(msg.sender, batchId, quantity, maxUnitPrice);
        token.safeTransferFrom(msg.sender, address(this), total);
    }

    /// @notice Called by the token after transferAndCall: `from` buys, and gets back what is above the price.
    /// @param data abi.encode(batchId, quantity, maxUnitPrice)
    function onTransferReceived(address, address from, uint256 value, bytes calldata data)
        external
        nonReentrant
        returns (bytes4)
    {
        require(msg.sender == address(token), UnknownToken(msg.sender));
        require(data.length == 96, InvalidData(data));
        (uint256 batchId, uint256 quantity, uint256 maxUnitPrice) =
            abi.decode(data, (uint256, uint256, uint256));
        require(batchId <= type(uint32).max && quantity <= type(uint32).max, InvalidData(data));
        // forge-lint: disable-next-line(unsafe-typecast)
        (, uint256 total) = _buy(from, uint32(batchId), uint32(quantity), maxUnitPrice);
        require(value >= total, PaymentTooLow(value, total));
        if (value > total) token.safeTransfer(from, value - total);
        return IERC1363Receiver.onTransferReceived.selector;
    }

    /// @inheritdoc IDeviceSale
    function refund(uint256 tokenId) external nonReentrant returns (uint256 amount) {
        _requireStatus(tokenId, IEdgeDevice.DeviceStatus.Ordered);
        address owner = device.ownerOf(tokenId);
        require(owner == msg.sender, NotDeviceOwner(tokenId, msg.sender));
        return _refund(tokenId, owner, RefundReason.OwnerRequested);
    }

    /// @inheritdoc IDeviceSale
    function cancel(uint256 tokenId) external restricted nonReentrant returns (uint256 amount) {
        _requireStatus(tokenId, IEdgeDevice.DeviceStatus.Ordered);
        return _refund(tokenId, device.ownerOf(tokenId), RefundReason.SellerCancelled);
    }

    /// @inheritdoc IDeviceSale
    function ship(uint256 tokenId, bytes32 keyCommitment) external restricted nonReentrant {
        _ship(tokenId, keyCommitment);
    }

    /// @inheritdoc IDeviceSale
    function shipMany(uint256[] calldata tokenIds, bytes32[] calldata keyCommitments)
        external
        restricted
        nonReentrant
    {
        uint256 count = tokenIds.length;
        require(count == keyCommitments.length, ArrayLengthMismatch(count, keyCommitments.length));
        for (uint256 i = 0; i < count; ++i) {
            _ship(tokenIds[i], keyCommitments[i]);
        }
    }

    /// @inheritdoc IDeviceSale
    function correctShipment(uint256 tokenId, bytes32 keyCommitment) external restricted nonReentrant {
        _requireStatus(tokenId, IEdgeDevice.DeviceStatus.Shipped);
        device.commitKey(tokenId, keyCommitment);
    }

    /// @inheritdoc IDeviceSale
    function withdrawProceeds() external nonReentrant returns (uint256 amount) {
        amount = proceeds;
        require(amount != 0, NothingToWithdraw());
        proceeds = 0;
        emit ProceedsWithdrawn(treasury, amount);
        token.safeTransfer(treasury, amount);
    }

    /// @inheritdoc IDeviceSale
    function createBatch(
        uint256 unitPrice,
        uint32 supply,
        uint32 capPerWallet,
        uint64 opensAt,
        uint64 closesAt
    ) external restricted returns (uint32 batchId) {
        batchId = ++batchCount;
        _setBatch(batchId, Batch(unitPrice, supply, 0, capPerWallet, opensAt, closesAt));
    }

    /// @inheritdoc IDeviceSale
    function updateBatch(
        uint32 batchId,
        uint256 unitPrice,
        uint32 supply,
        uint32 capPerWallet,
        uint64 opensAt,
        uint64 closesAt
    ) external restricted {
        Batch storage batch = _batches[batchId];
        require(batch.supply != 0, UnknownBatch(batchId));
        uint32 sold = batch.sold;
        require(supply >= sold, SupplyBelowSold(supply, sold));
        _setBatch(batchId, Batch(unitPrice, supply, sold, capPerWallet, opensAt, closesAt));
    }

    /// @inheritdoc IDeviceSale
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc IDeviceSale
    function unpause() external restricted {
        _unpause();
    }

    /// @dev Everything but the payment, which is `total`.
    function _buy(address buyer, uint32 batchId, uint32 quantity, uint256 maxUnitPrice)
        private
        returns (uint256 orderId, uint256 total)
    {
        Batch storage batch = _batches[batchId];
        uint256 unitPrice = batch.unitPrice;
        _checkPurchase(buyer, batchId, quantity);
        require(unitPrice <= maxUnitPrice, PriceAboveMaximum(unitPrice, maxUnitPrice));

        total = unitPrice * quantity;
        held += total;
        uint32 sold = batch.sold + quantity;
        uint32 bought = boughtBy[batchId][buyer] + quantity;
        batch.sold = sold;
        boughtBy[batchId][buyer] = bought;
        orderId = ++orderCount;
        uint256 firstTokenId = device.mint(buyer, quantity);
        // A price fits by _setBatch; there are no more orders than devices, whose ids fit.
        // forge-lint: disable-next-line(unsafe-typecast)
        SoldDevice memory soldDevice = SoldDevice(buyer, batchId, uint64(orderId));
        for (uint256 i = 0; i < quantity; ++i) {
            _soldDevices[firstTokenId + i] = soldDevice;
        }
        _purchases[orderId] = Purchase({
            // forge-lint: disable-next-line(unsafe-typecast)
            unitPrice: uint128(unitPrice),
            orderedAt: uint64(block.timestamp),
            quantity: quantity,
            firstTokenId: firstTokenId.toUint32()
        });
        emit Bought(orderId, batchId, buyer, quantity, unitPrice, firstTokenId, sold, bought, held);
    }

    function _checkPurchase(address buyer, uint32 batchId, uint32 quantity) private view {
        Batch storage batch = _batches[batchId];
        require(quantity != 0, ZeroQuantity());
        BatchStatus status = _statusOf(batch);
        require(status != BatchStatus.None, UnknownBatch(batchId));
        require(status == BatchStatus.Open, BatchNotOpen(batchId, status));
        uint32 available = batch.supply - batch.sold;
        require(quantity <= available, NotEnoughStock(batchId, quantity, available));
        uint32 remaining = _remainingCap(batchId, batch, buyer);
        require(quantity <= remaining, CapExceeded(batchId, quantity, remaining));
    }

    function _refund(uint256 tokenId, address owner, RefundReason reason) private returns (uint256 amount) {
        SoldDevice memory soldDevice = _soldDevices[tokenId];
        amount = _purchases[soldDevice.orderId].unitPrice;
        held -= amount;
        uint32 sold = --_batches[soldDevice.batchId].sold;
        // The cap was the buyer's, whoever owns the device now.
        --boughtBy[soldDevice.batchId][soldDevice.buyer];
        device.burn(tokenId);
        emit Refunded(tokenId, soldDevice.orderId, owner, amount, reason, sold, held);
        token.safeTransfer(owner, amount);
    }

    function _ship(uint256 tokenId, bytes32 keyCommitment) private {
        _requireStatus(tokenId, IEdgeDevice.DeviceStatus.Ordered);
        uint256 orderId = _soldDevices[tokenId].orderId;
        uint256 amount = _purchases[orderId].unitPrice;
        held -= amount;
        proceeds += amount;
        device.commitKey(tokenId, keyCommitment);
        emit Shipped(tokenId, orderId, device.ownerOf(tokenId), keyCommitment, amount, held, proceeds);
    }

    function _requireStatus(uint256 tokenId, IEdgeDevice.DeviceStatus expected) private view {
        require(_soldDevices[tokenId].orderId != 0, UnknownDevice(tokenId));
        IEdgeDevice.DeviceStatus status = device.statusOf(tokenId);
        require(status == expected, IEdgeDevice.InvalidDeviceStatus(tokenId, status));
    }

    function _setBatch(uint32 batchId, Batch memory batch) private {
        // An order keeps its price in 128 bits.
        bool priced = batch.unitPrice != 0 && batch.unitPrice <= type(uint128).max;
        require(priced, InvalidParameter("unitPrice", batch.unitPrice));
        require(batch.supply != 0, InvalidParameter("supply", 0));
        require(batch.capPerWallet != 0, InvalidParameter("capPerWallet", 0));
        require(batch.closesAt > batch.opensAt, InvalidParameter("closesAt", batch.closesAt));
        _batches[batchId] = batch;
        emit BatchSet(
            batchId,
            batch.unitPrice,
            batch.supply,
            batch.capPerWallet,
            batch.opensAt,
            batch.closesAt,
            batch.sold
        );
    }
}
