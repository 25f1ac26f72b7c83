// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IN3Token} from "./interfaces/IN3Token.sol";
import {IRewards} from "./interfaces/IRewards.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {RewardsState} from "./RewardsState.sol";

/// @title Pays epoch rewards from cumulative Merkle roots. The only minter of N3 after genesis.
contract Rewards is RewardsState, AccessManaged, ReentrancyGuardTransient {
    uint256 private constant BPS = 10_000;

    /// @dev Staking's, which never change.
    uint256 private immutable _minimumStake;
    uint256 private immutable _minimumSelfStake;

    constructor(address initialAuthority, IN3Token token_, IStaking staking_, Parameters memory parameters)
        AccessManaged(initialAuthority)
        RewardsState(token_, staking_, parameters)
    {
        _minimumStake = staking_.minimumStake();
        _minimumSelfStake = staking_.minimumSelfStake();
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
        _store(epoch, root, cumulativeTotal, dataHash, claimableAt);
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
        uint96 posted = _checkClaim(epoch, operator, cumulativeAmount, proof);
        uint256 claimed = claimedOf[operator];
        require(cumulativeAmount > claimed, NothingToClaim(operator, cumulativeAmount, claimed));
        amount = cumulativeAmount - claimed;
        bool paid = _pay(epoch, operator, amount, cumulativeAmount, posted);
        require(paid, BelowFirstStake(operator, amount, _minimumStake));
    }

    /// @inheritdoc IRewards
    function claimMany(Claim[] calldata claims) external nonReentrant returns (uint256 amount) {
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim calldata entry = claims[i];
            (uint64 epoch, address operator, uint256 cumulative) =
                (entry.epoch, entry.operator, entry.cumulativeAmount);
            uint96 posted = _checkClaim(epoch, operator, cumulative, entry.proof);
            uint256 claimed = claimedOf[operator];
            if (cumulative <= claimed) continue;
            uint256 owed = cumulative - claimed;
            if (_pay(epoch, operator, owed, cumulative, posted)) amount += owed;
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
        returns (uint96 posted)
    {
        RootStatus status = rootStatus(epoch);
        require(status == RootStatus.Claimable, RootNotClaimable(epoch, status));
        bytes memory leaf = abi.encode(block.chainid, address(this), token, operator, cumulativeAmount);
        bytes32 leafHash = keccak256(bytes.concat(keccak256(leaf)));
        RootRecord storage record = _roots[epoch];
        bool valid = MerkleProof.verifyCalldata(proof, record.root, leafHash);
        require(valid, InvalidProof(epoch, operator, cumulativeAmount));
        return record.cumulativeTotal;
    }

    /// @dev Returns false, and changes nothing, for a newcomer whose rewards do not make a first stake yet.
    /// `amount` is what `cumulativeAmount` is above what was claimed, `posted` the total of the epoch's root.
    function _pay(uint64 epoch, address operator, uint256 amount, uint256 cumulativeAmount, uint96 posted)
        private
        returns (bool)
    {
        (uint256 commission, bool locked, bool payable_) = _split(operator, amount);
        if (!payable_) return false;
        uint256 toPool = amount - commission;

        uint256 claims = _count(amount, posted);
        claimedOf[operator] = cumulativeAmount;
        bool lockedAsStake = locked && commission != 0;
        emit Claimed(operator, epoch, amount, commission, toPool, lockedAsStake, cumulativeAmount, claims);

        if (lockedAsStake) {
            token.mintRewards(operator, 0, address(staking), amount);
            staking.stakeFor(operator, operator, commission);
        } else {
            token.mintRewards(operator, commission, address(staking), toPool);
        }
        if (toPool != 0) staking.addRewards(operator, toPool);
        return true;
    }

    /// @dev Adds to what was claimed, which stays within the highest posted total that any claim has used.
    function _count(uint256 amount, uint96 posted) private returns (uint256 claims) {
        uint96 bound = _claimBound;
        if (posted > bound) bound = posted;
        claims = _totalClaimed + amount;
        require(claims <= bound, ClaimsExceedTotal(claims, bound));
        // Not above bound.
        // forge-lint: disable-next-line(unsafe-typecast)
        (_totalClaimed, _claimBound) = (uint96(claims), bound);
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
        (bool hasStakers, uint16 commissionBps, uint256 selfStake) = staking.rewardTermsOf(operator);
        commission = hasStakers ? (amount * commissionBps) / BPS : amount;
        locked = selfStake < _minimumSelfStake;
        if (locked && selfStake + commission < _minimumStake) {
            if (!hasStakers) return (0, locked, false);
            commission = 0;
        }
        return (commission, locked, true);
    }
}
