// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IStaking} from "../interfaces/IStaking.sol";

/// @title The arithmetic of one pool: shares, thaw, reward stream, slash. Moves no tokens.
/// @dev Every conversion rounds down, so against the caller. The virtual share offset makes a share of an
/// empty pool worth 1e-6 wei, so that a first depositor cannot round a later one down to nothing.
/// Invariant: activeAssets + thawingAssets + streamRemaining is what the pool is owed by the contract.
library PoolLib {
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
    function streamed(IStaking.Pool storage pool) internal view returns (uint256) {
        uint256 remaining = pool.streamRemaining;
        if (remaining == 0 || block.timestamp >= pool.streamEndsAt) return remaining;
        uint256 elapsed = block.timestamp - pool.streamUpdatedAt;
        return Math.mulDiv(remaining, elapsed, pool.streamEndsAt - pool.streamUpdatedAt);
    }

    function accruedAssets(IStaking.Pool storage pool) internal view returns (uint256) {
        return pool.activeAssets + streamed(pool);
    }

    /// @dev First step of every change to a pool, so that no conversion ever sees a stale price.
    function accrue(IStaking.Pool storage pool) internal {
        uint256 released = streamed(pool);
        pool.activeAssets += released;
        pool.streamRemaining -= released;
        pool.streamUpdatedAt = uint64(block.timestamp);
    }

    function addActive(IStaking.Pool storage pool, uint256 assets) internal returns (uint256 shares) {
        shares = toShares(assets, pool.activeAssets, pool.activeShares);
        pool.activeAssets += assets;
        pool.activeShares += shares;
    }

    function removeActive(IStaking.Pool storage pool, uint256 shares) internal returns (uint256 assets) {
        assets = toAssets(shares, pool.activeAssets, pool.activeShares);
        pool.activeAssets -= assets;
        pool.activeShares -= shares;
    }

    function addThawing(IStaking.Pool storage pool, uint256 assets) internal returns (uint256 shares) {
        shares = toShares(assets, pool.thawingAssets, pool.thawingShares);
        pool.thawingAssets += assets;
        pool.thawingShares += shares;
    }

    function removeThawing(IStaking.Pool storage pool, uint256 shares) internal returns (uint256 assets) {
        assets = toAssets(shares, pool.thawingAssets, pool.thawingShares);
        pool.thawingAssets -= assets;
        pool.thawingShares -= shares;
    }

    /// @dev What was still streaming streams on together with the new rewards, over one full period.
    function addStream(IStaking.Pool storage pool, uint256 assets, uint64 period) internal {
        pool.streamRemaining += assets;
        pool.streamEndsAt = uint64(block.timestamp) + period;
    }

    /// @dev Bites active and thawing stake in proportion. Rewards not streamed yet are nobody's stake and stay.
    function slash(IStaking.Pool storage pool, uint256 assets, uint256 maxBps)
        internal
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
    function sweep(IStaking.Pool storage pool) internal returns (uint256 leftover) {
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
