// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC1363Receiver} from "@openzeppelin/contracts/interfaces/IERC1363Receiver.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IStaking} from "./interfaces/IStaking.sol";
import {IN3Token} from "./interfaces/IN3Token.sol";
import {PoolLib} from "./libraries/PoolLib.sol";
import {StakingState} from "./StakingState.sol";

/// @title Delegated stake per operator. Owes, and holds, the sum of active, thawing and unstreamed assets.
/// @dev Every function: checks, accrue, effects, emit, interact.
contract Staking is StakingState, IERC1363Receiver, AccessManaged, Pausable, ReentrancyGuardTransient {
    using PoolLib for IStaking.Pool;
    using PoolLib for PoolLib.Record;
    using SafeERC20 for IN3Token;

    /// @dev Who mints rewards is who may say where they went; the token knows.
    modifier onlyRewards() {
        require(msg.sender == token.rewards(), NotRewards(msg.sender));
        _;
    }

    constructor(address initialAuthority, IN3Token token_, Parameters memory parameters)
        AccessManaged(initialAuthority)
        StakingState(token_, parameters)
    {}

    /// @inheritdoc IStaking
    function stake(address operator, uint256 assets)
        external
        whenNotPaused
        nonReentrant
        returns (uint256 shares)
    {
        shares = _stake(operator, msg.sender, assets);
        token.safeTransferFrom(msg.sender, address(this), assets);
    }

    /// @inheritdoc IStaking
    function stakeWithPermit(
        address operator,
        uint256 assets,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external whenNotPaused nonReentrant returns (uint256 shares) {
        // Somebody may have submitted the permit first; then the allowance is already there.
        try IERC20Permit(address(token)).permit(msg.sender, address(this), assets, deadline, v, r, s) {}
            catch {}
        shares = _stake(operator, msg.sender, assets);
        token.safeTransferFrom(msg.sender, address(this), assets);
    }

    /// @notice Called by the token after transferAndCall: `from` has staked `value` wei.
    /// @param data abi.encode(operator)
    function onTransferReceived(address, address from, uint256 value, bytes calldata data)
        external
        whenNotPaused
        nonReentrant
        returns (bytes4)
    {
        require(msg.sender == address(token), UnknownToken(msg.sender));
        // casting to 'bytes32' is safe because the length was checked just before
        // forge-lint: disable-next-line(unsafe-typecast)
        require(data.length == 32 && uint256(bytes32(data)) <= type(uint160).max, InvalidData(data));
        _stake(abi.decode(data, (address)), from, value);
        return IERC1363Receiver.onTransferReceived.selector;
    }

    /// @inheritdoc IStaking
    function stakeFor(address operator, address staker, uint256 assets)
        external
        nonReentrant
        onlyRewards
        returns (uint256 shares)
    {
        return _stake(operator, staker, assets);
    }

    /// @inheritdoc IStaking
    function requestUnstake(address operator, uint256 shares)
        external
        nonReentrant
        returns (uint256 requestId)
    {
        uint256 kept = _keptAfter(operator, shares);

        Pool memory pool = _accrued(operator);
        uint256 keptAssets = PoolLib.toAssets(kept, pool.activeAssets, pool.activeShares);
        require(kept == 0 || keptAssets >= minimumStake, StakeBelowMinimum(keptAssets, minimumStake));

        uint256 assets = pool.removeActive(shares);
        uint256 thawingShares = pool.addThawing(assets);
        uint256 leftover = pool.sweep();
        uint64 unlocksAt = uint64(block.timestamp) + thawPeriod;
        _shares[operator][msg.sender] = kept;
        requestId = _open(operator, thawingShares, unlocksAt);

        emit UnstakeRequested(requestId, operator, msg.sender, shares, assets, thawingShares, unlocksAt, kept);
        _finish(operator, pool, leftover);
    }

    /// @inheritdoc IStaking
    function cancelUnstake(uint256 requestId) external nonReentrant returns (uint256 shares) {
        UnstakeRequest storage request = _requests[requestId];
        require(request.status == RequestStatus.Thawing, RequestNotOpen(requestId, request.status));
        require(request.staker == msg.sender, NotStaker(requestId, msg.sender));
        address operator = request.operator;

        Pool memory pool = _accrued(operator);
        uint256 assets = _close(request, pool, RequestStatus.Cancelled);
        shares = _addShares(operator, msg.sender, pool, assets);
        uint256 leftover = pool.sweep();

        emit UnstakeCancelled(requestId, operator, msg.sender, assets, shares, _shares[operator][msg.sender]);
        _finish(operator, pool, leftover);
    }

    /// @inheritdoc IStaking
    function withdraw(uint256 requestId) external nonReentrant returns (uint256 assets) {
        UnstakeRequest storage request = _requests[requestId];
        require(request.status == RequestStatus.Thawing, RequestNotOpen(requestId, request.status));
        require(block.timestamp >= request.unlocksAt, StillThawing(requestId, request.unlocksAt));
        (address operator, address staker) = (request.operator, request.staker);

        Pool memory pool = _accrued(operator);
        assets = _close(request, pool, RequestStatus.Withdrawn);
        uint256 leftover = pool.sweep();

        emit Withdrawn(requestId, operator, staker, assets);
        _finish(operator, pool, leftover);
        token.safeTransfer(staker, assets);
    }

    /// @inheritdoc IStaking
    function setCommission(uint16 commissionBps) external {
        require(commissionBps <= maxCommissionBps, CommissionTooHigh(commissionBps, maxCommissionBps));
        Pool memory pool = _pools[msg.sender].load();
        uint16 current = _pools[msg.sender].commission();
        if (commissionBps > current) {
            uint64 effectiveAt = uint64(block.timestamp) + commissionDelay;
            pool.commissionBps = current;
            pool.pendingCommissionBps = commissionBps;
            pool.pendingCommissionAt = effectiveAt;
            emit CommissionScheduled(msg.sender, commissionBps, effectiveAt);
        } else {
            pool.commissionBps = commissionBps;
            pool.pendingCommissionBps = 0;
            pool.pendingCommissionAt = 0;
            emit CommissionSet(msg.sender, commissionBps);
        }
        _pools[msg.sender].store(pool);
    }

    /// @inheritdoc IStaking
    function slash(address operator, uint256 assets, bytes32 incident)
        external
        restricted
        nonReentrant
        returns (uint256 slashed)
    {
        require(!isSlashed[incident], IncidentAlreadySlashed(incident));

        Pool memory pool = _accrued(operator);
        (uint256 activeSlashed, uint256 thawingSlashed) = pool.slash(assets, maxSlashBps);
        slashed = activeSlashed + thawingSlashed;
        require(slashed != 0, NothingToSlash(operator));
        isSlashed[incident] = true;

        emit Slashed(operator, incident, activeSlashed, thawingSlashed);
        _finish(operator, pool, 0);
        token.burn(slashed);
    }

    /// @inheritdoc IStaking
    function addRewards(address operator, uint256 assets) external nonReentrant onlyRewards {
        Pool memory pool = _accrued(operator);
        if (pool.activeShares == 0) {
            emit RewardsAdded(operator, assets, true);
            token.safeTransfer(operator, assets);
            return;
        }
        pool.addStream(assets, streamPeriod);
        emit RewardsAdded(operator, assets, false);
        _finish(operator, pool, 0);
    }

    /// @inheritdoc IStaking
    function pause() external restricted {
        _pause();
    }

    /// @inheritdoc IStaking
    function unpause() external restricted {
        _unpause();
    }

    function _stake(address operator, address staker, uint256 assets) private returns (uint256 shares) {
        require(operator != address(0), InvalidOperator(operator));
        Pool memory pool = _accrued(operator);
        shares = _addShares(operator, staker, pool, assets);
        emit Staked(operator, staker, assets, shares, _shares[operator][staker]);
        _finish(operator, pool, 0);
    }

    function _addShares(address operator, address staker, Pool memory pool, uint256 assets)
        private
        returns (uint256 shares)
    {
        uint256 held = _shares[operator][staker];
        uint256 after_ = PoolLib.toAssets(held, pool.activeAssets, pool.activeShares) + assets;
        require(after_ >= minimumStake, StakeBelowMinimum(after_, minimumStake));
        shares = pool.addActive(assets);
        require(shares != 0, ZeroShares());
        _shares[operator][staker] = held + shares;
    }

    function _keptAfter(address operator, uint256 shares) private view returns (uint256) {
        uint256 held = _shares[operator][msg.sender];
        require(shares != 0, ZeroShares());
        require(shares <= held, InsufficientShares(shares, held));
        return held - shares;
    }

    function _open(address operator, uint256 thawingShares, uint64 unlocksAt)
        private
        returns (uint256 requestId)
    {
        uint256 open = openRequestCount[msg.sender];
        require(open < MAX_OPEN_REQUESTS, TooManyOpenRequests(open));
        openRequestCount[msg.sender] = open + 1;
        requestId = ++requestCount;
        _requests[requestId] =
            UnstakeRequest(operator, msg.sender, thawingShares, unlocksAt, RequestStatus.Thawing);
    }

    function _close(UnstakeRequest storage request, Pool memory pool, RequestStatus status)
        private
        returns (uint256 assets)
    {
        assets = pool.removeThawing(request.thawingShares);
        request.status = status;
        --openRequestCount[request.staker];
    }

    function _accrued(address operator) private view returns (Pool memory pool) {
        pool = _pools[operator].load();
        pool.accrue();
    }

    /// @dev Ends every change of a pool: stores it, says so, and pays out the leftover of one that emptied.
    function _finish(address operator, Pool memory pool, uint256 leftover) private {
        _pools[operator].store(pool);
        if (leftover != 0) emit PoolEmptied(operator, leftover);
        emit PoolUpdated(
            operator,
            pool.activeAssets,
            pool.activeShares,
            pool.thawingAssets,
            pool.thawingShares,
            pool.streamRemaining,
            pool.streamEndsAt
        );
        if (leftover != 0) token.safeTransfer(operator, leftover);
    }
}
