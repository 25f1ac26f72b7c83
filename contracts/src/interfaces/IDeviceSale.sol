// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Sale of Edge devices in batches: paid in N3, held until shipped, refundable before that.
/// @notice Amounts are N3 wei per device or in all, times unix seconds. An order is one purchase of one or more
/// devices; each device ships, or is refunded, on its own.
/// @dev Buying in one prompt: token.transferAndCall(sale, value, abi.encode(batchId, quantity, maxUnitPrice)); what
/// is above the price comes back. WARNING: a plain transfer of N3 to this contract buys nothing.
/// WARNING: that a box really left is the fulfiller's word; money stops being refundable with it.
interface IDeviceSale {
    enum BatchStatus {
        None,
        Upcoming,
        Open,
        SoldOut,
        Closed,
        Paused
    }

    enum RefundReason {
        None,
        /// The device's owner asked for it.
        OwnerRequested,
        /// The fulfiller cannot deliver.
        SellerCancelled
    }

    struct Batch {
        uint256 unitPrice;
        uint32 supply;
        /// Paid and not refunded; never above supply.
        uint32 sold;
        uint32 capPerWallet;
        /// The first second of sales.
        uint64 opensAt;
        /// The first second after them.
        uint64 closesAt;
    }

    struct BatchState {
        Batch batch;
        BatchStatus status;
        /// Devices left.
        uint32 available;
    }

    struct Order {
        address buyer;
        uint64 orderedAt;
        uint32 batchId;
        uint32 quantity;
        uint256 firstTokenId;
        uint256 unitPrice;
    }

    /// @dev Emitted when a batch is made and whenever it changes: the resulting terms.
    event BatchSet(
        uint32 indexed batchId,
        uint256 unitPrice,
        uint32 supply,
        uint32 capPerWallet,
        uint64 opensAt,
        uint64 closesAt,
        uint32 sold
    );
    /// @dev Devices firstTokenId .. firstTokenId + quantity - 1. sold, boughtByWallet, held: afterwards.
    event Bought(
        uint256 indexed orderId,
        uint32 indexed batchId,
        address indexed buyer,
        uint32 quantity,
        uint256 unitPrice,
        uint256 firstTokenId,
        uint32 sold,
        uint32 boughtByWallet,
        uint256 held
    );
    event Refunded(
        uint256 indexed tokenId,
        uint256 indexed orderId,
        address indexed owner,
        uint256 amount,
        RefundReason reason,
        uint32 sold,
        uint256 held
    );
    event Shipped(
        uint256 indexed tokenId,
        uint256 indexed orderId,
        address indexed owner,
        bytes32 keyCommitment,
        uint256 amount,
        uint256 held,
        uint256 proceeds
    );
    event ProceedsWithdrawn(address indexed treasury, uint256 amount);

    error InvalidParameter(bytes32 name, uint256 value);
    error UnknownBatch(uint32 batchId);
    error BatchNotOpen(uint32 batchId, BatchStatus status);
    error SupplyBelowSold(uint32 supply, uint32 sold);
    error ZeroQuantity();
    error NotEnoughStock(uint32 batchId, uint32 requested, uint32 available);
    error CapExceeded(uint32 batchId, uint32 requested, uint32 remaining);
    /// The price rose above what the buyer agreed to.
    error PriceAboveMaximum(uint256 unitPrice, uint256 maxUnitPrice);
    error PaymentTooLow(uint256 paid, uint256 required);
    error UnknownToken(address token);
    error InvalidData(bytes data);
    error UnknownDevice(uint256 tokenId);
    error NotDeviceOwner(uint256 tokenId, address caller);
    error ArrayLengthMismatch(uint256 tokenIds, uint256 commitments);
    error NothingToWithdraw();

    /// @notice Buys `quantity` devices; needs an allowance of N3. Refused while paused.
    /// @param maxUnitPrice the highest price per device the buyer agrees to.
    function buy(uint32 batchId, uint32 quantity, uint256 maxUnitPrice) external returns (uint256 orderId);

    /// @notice The same with an EIP-2612 permit over quantity × maxUnitPrice. A permit already spent by somebody
    /// else does no harm: what counts is the allowance.
    function buyWithPermit(
        uint32 batchId,
        uint32 quantity,
        uint256 maxUnitPrice,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 orderId);

    /// @notice Gives up a device not shipped yet and pays its owner what was paid for it. Only the owner. Never
    /// paused.
    function refund(uint256 tokenId) external returns (uint256 amount);

    /// @notice The same by the fulfiller, for a device that cannot be delivered; the owner is paid.
    function cancel(uint256 tokenId) external returns (uint256 amount);

    /// @notice Ships a device: commits to the key inside it, and its money becomes proceeds. Only the fulfiller.
    /// @param keyCommitment keccak256(abi.encode(deviceKey, salt)).
    function ship(uint256 tokenId, bytes32 keyCommitment) external;

    /// @notice Several at once, all or nothing. Only the fulfiller.
    function shipMany(uint256[] calldata tokenIds, bytes32[] calldata keyCommitments) external;

    /// @notice Corrects the commitment of a device that is shipped and not activated. Only the fulfiller.
    function correctShipment(uint256 tokenId, bytes32 keyCommitment) external;

    /// @notice Pays all proceeds to the treasury. Anyone may call it.
    function withdrawProceeds() external returns (uint256 amount);

    /// @notice Opens a batch. Only the merchant. @return batchId from 1.
    function createBatch(
        uint256 unitPrice,
        uint32 supply,
        uint32 capPerWallet,
        uint64 opensAt,
        uint64 closesAt
    ) external returns (uint32 batchId);

    /// @notice Replaces a batch's terms; what was bought keeps its price. Only the merchant.
    function updateBatch(
        uint32 batchId,
        uint256 unitPrice,
        uint32 supply,
        uint32 capPerWallet,
        uint64 opensAt,
        uint64 closesAt
    ) external;

    /// @notice Stops sales, never refunds, shipping or withdrawals. The guardian pauses, the administrator resumes.
    function pause() external;
    function unpause() external;

    /// @notice Terms, what is left and whether it can be bought now. Status None for a batch never made.
    function batchState(uint32 batchId) external view returns (BatchState memory);
    /// @notice Devices `wallet` may still buy of a batch: by cap and by stock, whatever the status.
    function remainingFor(uint32 batchId, address wallet) external view returns (uint32);
    function boughtBy(uint32 batchId, address wallet) external view returns (uint32);
    function orderOf(uint256 orderId) external view returns (Order memory);
    /// @notice The order a device was bought in; 0 for none.
    function orderIdOf(uint256 tokenId) external view returns (uint256);
    function batchCount() external view returns (uint32);
    function orderCount() external view returns (uint256);
    /// @notice Money of devices neither shipped nor refunded: what refunds may take.
    function held() external view returns (uint256);
    /// @notice Money of shipped devices, not withdrawn yet.
    function proceeds() external view returns (uint256);
    function treasury() external view returns (address);
}
