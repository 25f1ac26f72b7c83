// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStaking} from "./interfaces/IStaking.sol";
import {IN3Token} from "./interfaces/IN3Token.sol";
import {PoolLib} from "./libraries/PoolLib.sol";

/// @title What Staking stores, is configured with, and shows. Changes nothing.
abstract contract StakingState is IStaking {
    using PoolLib for Pool;
    using PoolLib for PoolLib.Record;

    struct Parameters {
        /// Seconds.
        uint64 thawPeriod;
        /// Seconds in which evidence of a fault may still be brought.
        uint64 evidenceWindow;
        /// Seconds the court's decisions wait in the AccessManager.
        uint64 courtDelay;
        uint64 streamPeriod;
        uint64 commissionDelay;
        uint16 maxCommissionBps;
        uint16 maxSlashBps;
        /// Wei.
        uint256 minimumStake;
        uint256 minimumSelfStake;
    }

    uint256 public constant MAX_OPEN_REQUESTS = 64;
    uint64 public constant MAX_PERIOD = 365 days;
    uint256 private constant SHARES_OF_ONE_N3 = 1e18 * PoolLib.VIRTUAL_SHARES;

    IN3Token public immutable token;
    uint64 public immutable thawPeriod;
    uint64 public immutable evidenceWindow;
    uint64 public immutable courtDelay;
    uint64 public immutable streamPeriod;
    uint64 public immutable commissionDelay;
    uint16 public immutable maxCommissionBps;
    uint16 public immutable maxSlashBps;
    uint256 public immutable minimumStake;
    uint256 public immutable minimumSelfStake;

    uint256 public requestCount;
    mapping(address staker => uint256) public openRequestCount;
    mapping(bytes32 incident => bool) public isSlashed;

    mapping(address operator => PoolLib.Record) internal _pools;
    mapping(address operator => mapping(address staker => uint256)) internal _shares;
    mapping(uint256 requestId => UnstakeRequest) internal _requests;

    constructor(IN3Token token_, Parameters memory p) {
        uint64 required = p.evidenceWindow + p.courtDelay;
        require(p.thawPeriod >= required, ThawTooShort(p.thawPeriod, required));
        bool streams = p.streamPeriod != 0 && p.streamPeriod <= MAX_PERIOD;
        require(streams, InvalidParameter("streamPeriod", p.streamPeriod));
        require(p.commissionDelay <= MAX_PERIOD, InvalidParameter("commissionDelay", p.commissionDelay));
        require(p.minimumStake != 0, InvalidParameter("minimumStake", 0));
        require(p.maxCommissionBps <= PoolLib.BPS, InvalidParameter("maxCommissionBps", p.maxCommissionBps));
        // A pool slashed to nothing would still have shares, at no price.
        bool slashable = p.maxSlashBps != 0 && p.maxSlashBps < PoolLib.BPS;
        require(slashable, InvalidParameter("maxSlashBps", p.maxSlashBps));
        token = token_;
        thawPeriod = p.thawPeriod;
        evidenceWindow = p.evidenceWindow;
        courtDelay = p.courtDelay;
        streamPeriod = p.streamPeriod;
        commissionDelay = p.commissionDelay;
        maxCommissionBps = p.maxCommissionBps;
        maxSlashBps = p.maxSlashBps;
        minimumStake = p.minimumStake;
        minimumSelfStake = p.minimumSelfStake;
    }

    /// @inheritdoc IStaking
    function poolState(address operator) external view returns (PoolState memory state) {
        Pool memory pool = _pools[operator].load();
        state.activeAssets = pool.activeAssets + pool.released();
        state.activeShares = pool.activeShares;
        state.thawingAssets = pool.thawingAssets;
        state.thawingShares = pool.thawingShares;
        state.streamRemaining = pool.streamRemaining - pool.released();
        state.streamEndsAt = pool.streamEndsAt;
        // Something remains only before the stream's end.
        if (state.streamRemaining != 0) {
            state.streamRate = state.streamRemaining / (pool.streamEndsAt - block.timestamp);
        }
        state.commissionBps = _pools[operator].commission();
        if (block.timestamp < pool.pendingCommissionAt) {
            state.pendingCommissionBps = pool.pendingCommissionBps;
            state.pendingCommissionAt = pool.pendingCommissionAt;
        }
        state.pricePerShare = previewUnstake(operator, SHARES_OF_ONE_N3);
        state.selfStake = stakeOf(operator, operator);
        state.hasMinimumSelfStake = state.selfStake >= minimumSelfStake;
    }

    /// @inheritdoc IStaking
    function requestState(uint256 requestId) external view returns (RequestState memory) {
        UnstakeRequest storage request = _requests[requestId];
        bool thawing = request.status == RequestStatus.Thawing;
        return RequestState({
            operator: request.operator,
            staker: request.staker,
            assets: requestAssets(requestId),
            unlocksAt: request.unlocksAt,
            status: request.status,
            withdrawable: thawing && block.timestamp >= request.unlocksAt
        });
    }

    /// @inheritdoc IStaking
    function poolOf(address operator) external view returns (Pool memory) {
        return _pools[operator].load();
    }

    /// @inheritdoc IStaking
    function sharesOf(address operator, address staker) external view returns (uint256) {
        return _shares[operator][staker];
    }

    /// @inheritdoc IStaking
    function stakeOf(address operator, address staker) public view returns (uint256) {
        return previewUnstake(operator, _shares[operator][staker]);
    }

    /// @inheritdoc IStaking
    function activeAssetsOf(address operator) external view returns (uint256 assets) {
        (assets,) = _pools[operator].accrued();
    }

    /// @inheritdoc IStaking
    function requestOf(uint256 requestId) external view returns (UnstakeRequest memory) {
        return _requests[requestId];
    }

    /// @inheritdoc IStaking
    function requestAssets(uint256 requestId) public view returns (uint256) {
        UnstakeRequest storage request = _requests[requestId];
        if (request.status != RequestStatus.Thawing) return 0;
        Pool memory pool = _pools[request.operator].load();
        return PoolLib.toAssets(request.thawingShares, pool.thawingAssets, pool.thawingShares);
    }

    /// @inheritdoc IStaking
    function commissionOf(address operator) external view returns (uint16) {
        return _pools[operator].commission();
    }

    /// @inheritdoc IStaking
    function previewStake(address operator, uint256 assets) external view returns (uint256) {
        (uint256 activeAssets, uint256 activeShares) = _pools[operator].accrued();
        return PoolLib.toShares(assets, activeAssets, activeShares);
    }

    /// @inheritdoc IStaking
    function previewUnstake(address operator, uint256 shares) public view returns (uint256) {
        (uint256 activeAssets, uint256 activeShares) = _pools[operator].accrued();
        return PoolLib.toAssets(shares, activeAssets, activeShares);
    }

    /// @inheritdoc IStaking
    function hasMinimumSelfStake(address operator) external view returns (bool) {
        return stakeOf(operator, operator) >= minimumSelfStake;
    }

    /// @inheritdoc IStaking
    function rewardTermsOf(address operator)
        external
        view
        returns (bool hasStakers, uint16 commissionBps, uint256 selfStake)
    {
        PoolLib.Record storage record = _pools[operator];
        (uint256 activeAssets, uint256 activeShares) = record.accrued();
        hasStakers = activeShares != 0;
        commissionBps = record.commission();
        selfStake = PoolLib.toAssets(_shares[operator][operator], activeAssets, activeShares);
    }
}
