// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title One pool per operator: delegated N3, its thaw, its slashing, its rewards.
/// @notice Amounts are N3 wei; shares are a pool's own unit. A holder's stake is
/// shares * (activeAssets + 1) / (activeShares + 1e6), the thaw pool alike. Every conversion rounds down, against
/// the caller; the 1e6 virtual shares in it cost a pool what 1 wei of its first stake has grown to.
/// @dev Staking in one prompt: token.transferAndCall(staking, assets, abi.encode(operator)).
/// WARNING: a plain transfer of N3 to this contract stakes nothing and cannot be taken back.
/// WARNING: thawing stake is still slashable, in proportion; a request pays what it is worth when withdrawn.
interface IStaking {
    struct Pool {
        /// As of streamUpdatedAt; rewards released since then come on top (activeAssetsOf adds them).
        uint256 activeAssets;
        uint256 activeShares;
        uint256 thawingAssets;
        uint256 thawingShares;
        /// Rewards not released yet: nobody's stake, so not slashable.
        uint256 streamRemaining;
        uint64 streamUpdatedAt;
        uint64 streamEndsAt;
        uint16 commissionBps;
        uint16 pendingCommissionBps;
        /// 0: no rise is scheduled. Once past, pendingCommissionBps is the commission.
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

    /// Everything about a pool at this moment, so that nobody computes it twice.
    struct PoolState {
        /// Accrued to now.
        uint256 activeAssets;
        uint256 activeShares;
        uint256 thawingAssets;
        uint256 thawingShares;
        /// Rewards not released by now.
        uint256 streamRemaining;
        /// Wei released per second until streamEndsAt, rounded down; 0 when nothing streams.
        uint256 streamRate;
        uint64 streamEndsAt;
        /// In force now.
        uint16 commissionBps;
        /// Of a rise that still waits; 0 when none does.
        uint16 pendingCommissionBps;
        uint64 pendingCommissionAt;
        /// What 1e24 shares are worth, as many as 1 N3 buys of an empty pool: 1e18 at first.
        uint256 pricePerShare;
        /// The operator's own active stake in its pool.
        uint256 selfStake;
        bool hasMinimumSelfStake;
    }

    /// A request at this moment.
    struct RequestState {
        address operator;
        address staker;
        /// What it would pay now; slashing lowers it. 0 once settled.
        uint256 assets;
        uint64 unlocksAt;
        RequestStatus status;
        /// Whether withdraw would pay it now.
        bool withdrawable;
    }

    /// @dev stakerShares is what the staker holds afterwards; the pool's new state follows in PoolUpdated.
    event Staked(
        address indexed operator, address indexed staker, uint256 assets, uint256 shares, uint256 stakerShares
    );
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
    /// @dev The last share left the pool: rewards not streamed yet, and dust, went to the operator's wallet.
    event PoolEmptied(address indexed operator, uint256 assetsToOperator);
    event Slashed(
        address indexed operator, bytes32 indexed incident, uint256 activeSlashed, uint256 thawingSlashed
    );
    event CommissionScheduled(address indexed operator, uint16 commissionBps, uint64 effectiveAt);
    /// @dev Emitted when a lowered commission takes effect at once. A scheduled rise takes effect by time alone.
    event CommissionSet(address indexed operator, uint16 commissionBps);

    /// Slashed stake must still be there when evidence is brought and the court has waited.
    error ThawTooShort(uint64 thawPeriod, uint64 required);
    error InvalidParameter(bytes32 name, uint256 value);
    error InvalidOperator(address operator);
    /// A staker holds nothing in a pool, or at least the minimum.
    error StakeBelowMinimum(uint256 assets, uint256 minimum);
    error ZeroShares();
    error InsufficientShares(uint256 requested, uint256 held);
    error TooManyOpenRequests(uint256 open);
    error RequestNotOpen(uint256 requestId, RequestStatus status);
    error StillThawing(uint256 requestId, uint64 unlocksAt);
    error NotStaker(uint256 requestId, address caller);
    error CommissionTooHigh(uint16 commissionBps, uint16 maximum);
    error IncidentAlreadySlashed(bytes32 incident);
    error NothingToSlash(address operator);
    error UnknownToken(address token);
    error NotRewards(address caller);
    /// transferAndCall needs data = abi.encode(operator).
    error InvalidData(bytes data);

    /// @notice Delegates `assets` wei of the caller to `operator`; needs an allowance. Refused while paused.
    /// @return shares rounded down.
    function stake(address operator, uint256 assets) external returns (uint256 shares);

    /// @notice The same with an EIP-2612 permit. A permit already spent by somebody else does no harm: what
    /// counts is the allowance.
    function stakeWithPermit(
        address operator,
        uint256 assets,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 shares);

    /// @notice Stakes for another account what was minted to this contract in the same call. Only Rewards, which
    /// locks a new operator's part as self-stake with it.
    /// @dev Not stopped by the pause, since claims are exits. Relies on Rewards having minted `assets`.
    function stakeFor(address operator, address staker, uint256 assets) external returns (uint256 shares);

    /// @notice Starts the thaw of `shares` of the caller. Never paused. At most 64 requests are open per staker,
    /// and what remains staked must be nothing or at least the minimum.
    /// @return requestId from 1, counted over all operators.
    function requestUnstake(address operator, uint256 shares) external returns (uint256 requestId);

    /// @notice Stakes a thawing request again at today's price, also after unlocksAt. Only its staker. Refused
    /// if slashing left the staker below the minimum: then withdraw.
    function cancelUnstake(uint256 requestId) external returns (uint256 shares);

    /// @dev Callable by anybody after unlocksAt; pays the staker. Never paused.
    function withdraw(uint256 requestId) external returns (uint256 assets);

    /// @notice Sets the caller's commission in basis points: lower at once, higher after commissionDelay, which
    /// replaces a rise still waiting.
    function setCommission(uint16 commissionBps) external;

    /// @notice Burns up to `assets` wei of a pool, active and thawing in proportion, at most maxSlashBps of both.
    /// Only the court; once per incident id.
    function slash(address operator, uint256 assets, bytes32 incident) external returns (uint256 slashed);

    /// @notice Streams `assets` wei, minted to this contract in the same call, to the pool over streamPeriod. Only
    /// Rewards, as the token knows it.
    /// @dev Relies on Rewards having minted `assets`.
    function addRewards(address operator, uint256 assets) external;

    /// @notice Stops new stakes, never exits. The guardian pauses, the administrator resumes.
    function pause() external;
    function unpause() external;

    /// @notice The pool at this moment. All zero, but for the price, for a pool nobody ever staked in.
    function poolState(address operator) external view returns (PoolState memory);
    /// @notice A request at this moment; status None for one never made.
    function requestState(uint256 requestId) external view returns (RequestState memory);
    /// @notice The pool as stored at its last change; see PoolUpdated.
    function poolOf(address operator) external view returns (Pool memory);
    function sharesOf(address operator, address staker) external view returns (uint256);
    /// @notice What the staker's shares are worth now.
    function stakeOf(address operator, address staker) external view returns (uint256 assets);
    /// @dev Active assets accrued to now.
    function activeAssetsOf(address operator) external view returns (uint256);
    function requestOf(uint256 requestId) external view returns (UnstakeRequest memory);
    /// @dev What a request would pay now; slashing lowers it. 0 once settled.
    function requestAssets(uint256 requestId) external view returns (uint256);
    function requestCount() external view returns (uint256);
    function openRequestCount(address staker) external view returns (uint256);
    /// @notice The commission in force now, in basis points.
    function commissionOf(address operator) external view returns (uint16);
    function previewStake(address operator, uint256 assets) external view returns (uint256 shares);
    function previewUnstake(address operator, uint256 shares) external view returns (uint256 assets);
    function minimumStake() external view returns (uint256);
    function minimumSelfStake() external view returns (uint256);
    /// @notice Whether the operator's own active stake in its pool reaches minimumSelfStake.
    function hasMinimumSelfStake(address operator) external view returns (bool);
    /// @notice What decides how rewards are divided: whether anybody has stake in the pool, the commission in force,
    /// and the operator's own active stake.
    function rewardTermsOf(address operator)
        external
        view
        returns (bool hasStakers, uint16 commissionBps, uint256 selfStake);
    /// @notice Seconds from requestUnstake to withdraw.
    function thawPeriod() external view returns (uint64);
    /// @notice Seconds over which added rewards reach a pool.
    function streamPeriod() external view returns (uint64);
    /// @notice Seconds until a raised commission counts.
    function commissionDelay() external view returns (uint64);
    function maxCommissionBps() external view returns (uint16);
    /// @notice Most of a pool that one incident may cost, in basis points.
    function maxSlashBps() external view returns (uint16);
    function isSlashed(bytes32 incident) external view returns (bool);
}
