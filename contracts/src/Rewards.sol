// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IN3Token} from "./interfaces/IN3Token.sol";
import {IRewards} from "./interfaces/IRewards.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {RewardsState} from "./RewardsState.sol";

/// @title Pays epoch rewards from cumulative Merkle roots. The only minter of N3 after genesis.
contract Rewards is RewardsState, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IN3Token;

    uint256 private constant BPS = 10_000;

    constructor(address initialAuthority, IN3Token token_, IStaking staking_, Parameters memory parameters)
        AccessManaged(initialAuthority)
        RewardsState(token_, staking_, parameters)
    {
        // Nothing stays here between calls, so the allowance exposes nothing.
        token_.approve(address(staking_), type(uint256).max);
    }

    /// @inheritdoc IRewards
    function postRoot(
        uint64 epoch,
        bytes32 root,
        uint256 cumulativeTotal,
        bytes32 dataHash,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external {
        uint64 expected = lastEpoch + 1;
        require(epoch == expected, EpochOutOfOrder(expected, epoch));
        uint64 endsAt = genesisAt + epoch * epochLength;
        require(block.timestamp >= endsAt, EpochNotOver(epoch, endsAt));
        require(root != bytes32(0), EmptyRoot());
        uint256 previous = _roots[epoch - 1].cumulativeTotal;
        require(cumulativeTotal >= previous, TotalFell(previous, cumulativeTotal));
        uint256 maximum = emissionThrough(epoch);
        require(cumulativeTotal <= maximum, EmissionExceeded(cumulativeTotal, maximum));
        checkQuorum(
            _hashTypedDataV4(
                keccak256(abi.encode(EPOCH_ROOT_TYPEHASH, epoch, root, cumulativeTotal, dataHash, vetoCount))
            ),
            signers,
            signatures
        );

        uint64 claimableAt = uint64(block.timestamp) + challengeDelay;
        lastEpoch = epoch;
        _roots[epoch] = Root(root, dataHash, cumulativeTotal, uint64(block.timestamp), claimableAt);
        emit RootPosted(epoch, root, cumulativeTotal, dataHash, claimableAt);
    }

    /// @inheritdoc IRewards
    function veto(uint64 epoch) external restricted {
        RootStatus status = rootStatus(epoch);
        require(status == RootStatus.Pending, RootNotPending(epoch, status));
        lastEpoch = epoch - 1;
        ++vetoCount;
        emit RootVetoed(epoch, _roots[epoch].root);
    }

    /// @inheritdoc IRewards
    function claim(uint64 epoch, address operator, uint256 cumulativeAmount, bytes32[] calldata proof)
        external
        nonReentrant
        returns (uint256 amount)
    {
        _checkClaim(epoch, operator, cumulativeAmount, proof);
        uint256 claimed = claimedOf[operator];
        require(cumulativeAmount > claimed, NothingToClaim(operator, cumulativeAmount, claimed));
        amount = _pay(epoch, operator, cumulativeAmount);
        require(amount != 0, BelowFirstStake(operator, cumulativeAmount - claimed, staking.minimumStake()));
    }

    /// @inheritdoc IRewards
    function claimMany(Claim[] calldata claims) external nonReentrant returns (uint256 amount) {
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim calldata entry = claims[i];
            _checkClaim(entry.epoch, entry.operator, entry.cumulativeAmount, entry.proof);
            if (entry.cumulativeAmount <= claimedOf[entry.operator]) continue;
            amount += _pay(entry.epoch, entry.operator, entry.cumulativeAmount);
        }
    }

    /// @inheritdoc IRewards
    function setAttestors(address[] calldata next, uint256 nextQuorum) external restricted {
        _setAttestors(next, nextQuorum);
    }

    /// @inheritdoc IRewards
    function claimable(address operator, uint256 cumulativeAmount)
        external
        view
        returns (ClaimState memory state)
    {
        uint256 claimed = claimedOf[operator];
        if (cumulativeAmount <= claimed) {
            state.status = ClaimStatus.NothingToClaim;
            return state;
        }
        state.amount = cumulativeAmount - claimed;
        (uint256 commission, bool locked, bool payable_) = _split(operator, state.amount);
        if (!payable_) {
            state.status = ClaimStatus.BelowFirstStake;
            return state;
        }
        state.commission = commission;
        state.toPool = state.amount - commission;
        state.lockedAsStake = locked && commission != 0;
    }

    function _checkClaim(uint64 epoch, address operator, uint256 cumulativeAmount, bytes32[] calldata proof)
        private
        view
    {
        RootStatus status = rootStatus(epoch);
        require(status == RootStatus.Claimable, RootNotClaimable(epoch, status));
        bytes memory leaf = abi.encode(block.chainid, address(this), token, operator, cumulativeAmount);
        bytes32 leafHash = keccak256(bytes.concat(keccak256(leaf)));
        bool valid = MerkleProof.verifyCalldata(proof, _roots[epoch].root, leafHash);
        require(valid, InvalidProof(epoch, operator, cumulativeAmount));
    }

    /// @dev Returns 0, and changes nothing, for a newcomer whose rewards do not make a first stake yet.
    function _pay(uint64 epoch, address operator, uint256 cumulativeAmount) private returns (uint256 amount) {
        amount = cumulativeAmount - claimedOf[operator];
        (uint256 commission, bool locked, bool payable_) = _split(operator, amount);
        if (!payable_) return 0;
        uint256 toPool = amount - commission;

        uint256 claims = totalClaimed + amount;
        uint256 posted = _roots[epoch].cumulativeTotal;
        if (posted > _claimBound) _claimBound = posted;
        require(claims <= _claimBound, ClaimsExceedTotal(claims, _claimBound));
        totalClaimed = claims;
        claimedOf[operator] = cumulativeAmount;
        bool lockedAsStake = locked && commission != 0;
        emit Claimed(operator, epoch, amount, commission, toPool, lockedAsStake, cumulativeAmount, claims);

        token.mintReward(address(this), amount);
        if (lockedAsStake) staking.stakeFor(operator, operator, commission);
        else if (commission != 0) token.safeTransfer(operator, commission);
        if (toPool != 0) staking.addRewards(operator, toPool);
    }

    /// @dev The operator's part of `amount`, rounded down, and whether it must be staked. Cases:
    /// 1. nobody staked in the pool: all of it is the operator's;
    /// 2. otherwise the commission in force;
    /// 3. to be staked, but no stake to add to and too small for a first one: in case 1 wait, in case 2 the
    ///    pool takes it, so that an operator without self-stake cannot hold back its delegators' rewards.
    function _split(address operator, uint256 amount)
        private
        view
        returns (uint256 commission, bool locked, bool payable_)
    {
        bool empty = staking.poolOf(operator).activeShares == 0;
        commission = empty ? amount : (amount * staking.commissionOf(operator)) / BPS;
        locked = !staking.hasMinimumSelfStake(operator);
        if (locked && staking.stakeOf(operator, operator) + commission < staking.minimumStake()) {
            if (empty) return (0, locked, false);
            commission = 0;
        }
        return (commission, locked, true);
    }
}
