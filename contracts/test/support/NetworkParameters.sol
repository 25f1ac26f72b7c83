// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RewardsState} from "../../src/RewardsState.sol";
import {StakingState} from "../../src/StakingState.sol";
import {Test} from "./Test.sol";

/// @title The numbers of a network, read from script/params/<N3_PROFILE>.json; without it, from local.json.
/// @dev What the deployment script puts on chain is what is tested. Set by _readParameters, constant from then on.
abstract contract NetworkParameters is Test {
    uint64 internal THAW;
    uint64 internal EVIDENCE_WINDOW;
    uint64 internal COURT_DELAY;
    uint64 internal STREAM;
    uint64 internal COMMISSION_DELAY;
    uint16 internal MAX_COMMISSION;
    uint16 internal MAX_SLASH;
    uint256 internal MIN_STAKE;
    uint256 internal MIN_SELF_STAKE;
    uint64 internal EPOCH;
    uint64 internal CHALLENGE;
    uint64 internal HALVING_EPOCHS;
    /// @dev Of 2 × QUORUM - 1 attestors, so that one signature fewer is no quorum.
    uint256 internal QUORUM;
    uint256 internal GENESIS_ALLOCATION;

    string private _json;

    function _readParameters() internal {
        string memory profile = vm.envOr("N3_PROFILE", string("local"));
        _json = vm.readFile(string.concat("script/params/", profile, ".json"));
        THAW = uint64(_parameter("staking.thawPeriodSeconds"));
        EVIDENCE_WINDOW = uint64(_parameter("staking.evidenceWindowSeconds"));
        COURT_DELAY = uint64(_parameter("staking.courtDelaySeconds"));
        STREAM = uint64(_parameter("staking.streamPeriodSeconds"));
        COMMISSION_DELAY = uint64(_parameter("staking.commissionDelaySeconds"));
        MAX_COMMISSION = uint16(_parameter("staking.maxCommissionBps"));
        MAX_SLASH = uint16(_parameter("staking.maxSlashBps"));
        MIN_STAKE = _parameter("staking.minimumStakeWei");
        MIN_SELF_STAKE = _parameter("staking.minimumSelfStakeWei");
        EPOCH = uint64(_parameter("rewards.epochLengthSeconds"));
        CHALLENGE = uint64(_parameter("rewards.challengeDelaySeconds"));
        HALVING_EPOCHS = uint64(_parameter("rewards.halvingEpochs"));
        QUORUM = _parameter("rewards.attestorQuorum");
        GENESIS_ALLOCATION = _parameter("token.genesisAllocationWei");
    }

    /// @param path of a number in the file, as in "leaseMarket.feeBps".
    function _parameter(string memory path) internal view returns (uint256) {
        return vm.parseJsonUint(_json, string.concat(".", path));
    }

    function _stakingParameters() internal view virtual returns (StakingState.Parameters memory) {
        return StakingState.Parameters({
            thawPeriod: THAW,
            evidenceWindow: EVIDENCE_WINDOW,
            courtDelay: COURT_DELAY,
            streamPeriod: STREAM,
            commissionDelay: COMMISSION_DELAY,
            maxCommissionBps: MAX_COMMISSION,
            maxSlashBps: MAX_SLASH,
            minimumStake: MIN_STAKE,
            minimumSelfStake: MIN_SELF_STAKE
        });
    }

    function _rewardsParameters(address[] memory attestors, uint256 quorum)
        internal
        view
        returns (RewardsState.Parameters memory)
    {
        return RewardsState.Parameters({
            epochLength: EPOCH,
            challengeDelay: CHALLENGE,
            halvingEpochs: HALVING_EPOCHS,
            attestors: attestors,
            quorum: quorum
        });
    }
}
