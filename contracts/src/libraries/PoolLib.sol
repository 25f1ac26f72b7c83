// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IStaking} from "../interfaces/IStaking.sol";

/// @title The arithmetic of one pool: shares, thaw, reward stream, slash. Moves no tokens.
/// @dev Every conversion rounds down, so against the caller. The virtual share offset makes a share of an
/// empty pool worth 1e-6 wei, so that a first depositor cannot round a later one down to nothing.
/// Invariant: activeAssets + thawingAssets + streamRemaining is what the pool is owed by the contract.
library PoolLib {
    using SafeCast for uint256;

    /// @dev A pool in three words: assets above shares, active and thawing; then, from below, streamRemaining (96 bits),
    /// streamUpdatedAt, streamEndsAt (40), commissionBps, pendingCommissionBps (16), pendingCommissionAt (40).
    /// 96 bits of wei are all N3 there will ever be, 79 times. A share is worth 1e-6 wei at first, so the shares of
    /// all N3 have 110 of their 160 bits; each slash of half a pool, of those who stake after it, takes one more.
    struct Record {
        uint256 active;
        uint256 thawing;
        uint256 stream;
    }

    uint256 internal constant VIRTUAL_SHARES = 1e6;
    uint256 internal constant VIRTUAL_ASSETS = 1;
    uint256 internal constant BPS = 10_000;

    function toShares(uint256 assets, uint256 totalAssets, uint256 totalShares)
        internal
        pure
        returns (uint256)
    {
        return Math.mulDiv(assets, totalShares + VIRTUAL_SHARES, totalAssets + VIRTUAL_ASSETS);
    }

    function toAssets(uint256 shares, uint256 totalAssets, uint256 totalShares)
        internal
        pure
        returns (uint256)
    {
        return Math.mulDiv(shares, totalAssets + VIRTUAL_ASSETS, totalShares + VIRTUAL_SHARES);
    }

    /// @dev Rewards released since the last accrual: linear until streamEndsAt, then all of the rest.
    function released(uint256 remaining, uint256 updatedAt, uint256 endsAt) private view returns (uint256) {
        if (remaining == 0 || block.timestamp >= endsAt) return remaining;
        return (remaining * (block.timestamp - updatedAt)) / (endsAt - updatedAt);
    }

    function released(IStaking.Pool memory pool) internal view returns (uint256) {
        return released(pool.streamRemaining, pool.streamUpdatedAt, pool.streamEndsAt);
    }

    // forge-lint: disable-start(unsafe-typecast)

    function load(Record storage record) internal view returns (IStaking.Pool memory pool) {
        (uint256 active, uint256 thawing, uint256 stream) = (record.active, record.thawing, record.stream);
        (pool.activeAssets, pool.activeShares) = (active >> 160, uint160(active));
        (pool.thawingAssets, pool.thawingShares) = (thawing >> 160, uint160(thawing));
        pool.streamRemaining = uint96(stream);
        pool.streamUpdatedAt = uint40(stream >> 96);
        pool.streamEndsAt = uint40(stream >> 136);
        pool.commissionBps = uint16(stream >> 176);
        pool.pendingCommissionBps = uint16(stream >> 192);
        pool.pendingCommissionAt = uint40(stream >> 208);
    }

    /// @dev Active stake accrued to now, without reading what thaws.
    function accrued(Record storage record) internal view returns (uint256 assets, uint256 shares) {
        (uint256 active, uint256 stream) = (record.active, record.stream);
        shares = uint160(active);
        assets = (active >> 160) + released(uint96(stream), uint40(stream >> 96), uint40(stream >> 136));
    }

    /// @dev In force now.
    function commission(Record storage record) internal view returns (uint16) {
        uint256 stream = record.stream;
        uint256 risesAt = uint40(stream >> 208);
        bool risen = risesAt != 0 && block.timestamp >= risesAt;
        return uint16(risen ? stream >> 192 : stream >> 176);
    }

    // forge-lint: disable-end(unsafe-typecast)

    /// @dev The times are block times plus at most MAX_PERIOD.
    function store(Record storage record, IStaking.Pool memory pool) internal {
        record.active = _pair(pool.activeAssets, pool.activeShares);
        record.thawing = _pair(pool.thawingAssets, pool.thawingShares);
        record.stream = uint256(pool.streamRemaining.toUint96()) | (uint256(pool.streamUpdatedAt) << 96)
            | (uint256(pool.streamEndsAt) << 136) | (uint256(pool.commissionBps) << 176)
            | (uint256(pool.pendingCommissionBps) << 192) | (uint256(pool.pendingCommissionAt) << 208);
    }

    function _pair(uint256 assets, uint256 shares) private pure returns (uint256) {
        return (uint256(assets.toUint96()) << 160) | shares.toUint160();
    }

    /// @dev First step of every change to a pool, so that no conversion ever sees a stale price. Changes are made in
    /// memory; the caller stores them in one go.
    function accrue(IStaking.Pool memory pool) internal view {
        uint256 assets = released(pool);
        pool.activeAssets += assets;
        pool.streamRemaining -= assets;
        pool.streamUpdatedAt = uint64(block.timestamp);
    }

    function addActive(IStaking.Pool memory pool, uint256 assets) internal pure returns (uint256 shares) {
        shares = toShares(assets, pool.activeAssets, pool.activeShares);
        pool.activeAssets += assets;
        pool.activeShares += shares;
    }

    function removeActive(IStaking.Pool memory pool, uint256 shares) internal pure returns (uint256 assets) {
        assets = toAssets(shares, pool.activeAssets, pool.activeShares);
        pool.activeAssets -= assets;
        pool.activeShares -= shares;
    }

    function addThawing(IStaking.Pool memory pool, uint256 assets) internal pure returns (uint256 shares) {
        shares = toShares(assets, pool.thawingAssets, pool.thawingShares);
        pool.thawingAssets += assets;
        pool.thawingShares += shares;
    }

    function removeThawing(IStaking.Pool memory pool, uint256 shares) internal pure returns (uint256 assets) {
        assets = toAssets(shares, pool.thawingAssets, pool.thawingShares);
        pool.thawingAssets -= assets;
        pool.thawingShares -= shares;
    }

    /// @dev What was still streaming streams on together with the new rewards, over one full period.
    function addStream(IStaking.Pool memory pool, uint256 assets, uint64 period) internal view {
        pool.streamRemaining += assets;
        pool.streamEndsAt = uint64(block.timestamp) + period;
    }

    /// @dev Bites active and thawing stake in proportion. Rewards not streamed yet are nobody's stake and stay.
    function slash(IStaking.Pool memory pool, uint256 assets, uint256 maxBps)
        internal
        pure
        returns (uint256 activeSlashed, uint256 thawingSlashed)
    {
        uint256 total = pool.activeAssets + pool.thawingAssets;
        uint256 slashed = Math.min(assets, Math.mulDiv(total, maxBps, BPS));
        if (slashed == 0) return (0, 0);
        thawingSlashed = Math.mulDiv(slashed, pool.thawingAssets, total);
        activeSlashed = slashed - thawingSlashed;
        pool.activeAssets -= activeSlashed;
        pool.thawingAssets -= thawingSlashed;
    }

    /// @dev Last step of every removal. Rounding dust of an empty thaw joins the active stake; what an empty
    /// pool still holds (dust, and the stream that lost its stakers) is returned, for the operator.
    function sweep(IStaking.Pool memory pool) internal pure returns (uint256 leftover) {
        if (pool.thawingShares == 0 && pool.thawingAssets != 0) {
            pool.activeAssets += pool.thawingAssets;
            pool.thawingAssets = 0;
        }
        if (pool.activeShares != 0) return 0;
        leftover = pool.activeAssets + pool.streamRemaining;
        pool.activeAssets = 0;
        pool.streamRemaining = 0;
    }
}
