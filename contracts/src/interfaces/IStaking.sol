// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title One pool per operator: delegated N3, its thaw, its slashing, its rewards.
interface IStaking {
    struct Pool {
        uint256 activeAssets;
        uint256 activeShares;
        uint256 thawingAssets;
        uint256 thawingShares;
        uint256 streamRemaining;
        uint64 streamUpdatedAt;
        uint64 streamEndsAt;
        uint16 commissionBps;
        uint16 pendingCommissionBps;
        uint64 pendingCommissionAt;
    }

    enum RequestStatus {
        None,
        Thawing,
        Cancelled,
        Withdrawn
    }

    struct UnstakeRequest {
        address operator;
        address staker;
        uint256 thawingShares;
        uint64 unlocksAt;
        RequestStatus status;
    }

    /// @dev stakerShares is what the staker holds afterwards; the pool's new state follows in PoolUpdated.
    event Staked(address indexed operator, address indexed staker, uint256 assets, uint256 shares, uint256 stakerShares);
    event UnstakeRequested(
        uint256 indexed requestId,
        address indexed operator,
        address indexed staker,
        uint256 shares,
        uint256 assets,
        uint256 thawingShares,
        uint64 unlocksAt,
        uint256 stakerShares
    );
    event UnstakeCancelled(
        uint256 indexed requestId,
        address indexed operator,
        address indexed staker,
        uint256 assets,
        uint256 shares,
        uint256 stakerShares
    );
    event Withdrawn(
        uint256 indexed requestId, address indexed operator, address indexed staker, uint256 assets
    );
    /// @dev Emitted once at the end of every call that changes a pool. activeAssets is accrued to this block;
    /// of streamRemaining, streamed = remaining * (t - block.timestamp) / (streamEndsAt - block.timestamp).
    event PoolUpdated(
        address indexed operator,
        uint256 activeAssets,
        uint256 activeShares,
        uint256 thawingAssets,
        uint256 thawingShares,
        uint256 streamRemaining,
        uint64 streamEndsAt
    );
    /// @dev paidToOperator: the pool had no shares, so the rewards went to the operator's wallet.
    event RewardsAdded(address indexed operator, uint256 assets, bool paidToOperator);
    event Slashed(
        address indexed operator, bytes32 indexed incident, uint256 activeSlashed, uint256 thawingSlashed
    );
    event CommissionScheduled(address indexed operator, uint16 commissionBps, uint64 effectiveAt);
    /// @dev Emitted when a lowered commission takes effect at once. A scheduled rise takes effect by time alone.
    event CommissionSet(address indexed operator, uint16 commissionBps);

    function stake(address operator, uint256 assets) external returns (uint256 shares);
    function stakeWithPermit(address operator, uint256 assets, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        returns (uint256 shares);
    /// @dev Stakes for another account: Rewards uses it to lock a new operator's share as self-stake.
    function stakeFor(address operator, address staker, uint256 assets) external returns (uint256 shares);
    function requestUnstake(address operator, uint256 shares) external returns (uint256 requestId);
    function cancelUnstake(uint256 requestId) external returns (uint256 shares);
    /// @dev Callable by anybody after unlocksAt; pays the staker.
    function withdraw(uint256 requestId) external returns (uint256 assets);
    function setCommission(uint16 commissionBps) external;
    function slash(address operator, uint256 assets, bytes32 incident) external returns (uint256 slashed);
    function addRewards(address operator, uint256 assets) external;

    function poolOf(address operator) external view returns (Pool memory);
    function sharesOf(address operator, address staker) external view returns (uint256);
    function stakeOf(address operator, address staker) external view returns (uint256 assets);
    /// @dev Active assets accrued to now.
    function activeAssetsOf(address operator) external view returns (uint256);
    function requestOf(uint256 requestId) external view returns (UnstakeRequest memory);
    /// @dev What a request would pay now; slashing lowers it.
    function requestAssets(uint256 requestId) external view returns (uint256);
    function openRequestCount(address staker) external view returns (uint256);
    function commissionOf(address operator) external view returns (uint16);
    function previewStake(address operator, uint256 assets) external view returns (uint256 shares);
    function previewUnstake(address operator, uint256 shares) external view returns (uint256 assets);
    function minimumStake() external view returns (uint256);
    function minimumSelfStake() external view returns (uint256);
    function hasMinimumSelfStake(address operator) external view returns (bool);
    function thawPeriod() external view returns (uint64);
}
