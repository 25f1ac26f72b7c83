// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {IN3Token} from "./interfaces/IN3Token.sol";
import {IRewards} from "./interfaces/IRewards.sol";
import {IStaking} from "./interfaces/IStaking.sol";
import {EmissionCurve} from "./libraries/EmissionCurve.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";

/// @title What Rewards stores, is configured with and shows, and who attests.
abstract contract RewardsState is IRewards, EIP712 {
    struct Parameters {
        /// Seconds.
        uint64 epochLength;
        uint64 challengeDelay;
        /// Epochs.
        uint64 halvingEpochs;
        /// Ascending.
        address[] attestors;
        uint256 quorum;
    }

    bytes32 public constant EPOCH_ROOT_TYPEHASH = keccak256(
        "EpochRoot(uint64 epoch,bytes32 root,uint256 cumulativeTotal,bytes32 dataHash,uint256 vetoCount)"
    );
    uint256 public constant MAX_ATTESTORS = 32;

    IN3Token public immutable token;
    IStaking public immutable staking;
    uint64 public immutable genesisAt;
    uint64 public immutable epochLength;
    uint64 public immutable challengeDelay;
    uint64 public immutable halvingEpochs;
    /// @notice Wei all epochs together may pay: what the token leaves after genesis.
    uint256 public immutable totalEmission;

    /// @dev A root in three words, of which a claim reads two. Totals stay within totalEmission: 89 bits.
    struct RootRecord {
        bytes32 root;
        uint96 cumulativeTotal;
        uint64 postedAt;
        uint64 claimableAt;
        bytes32 dataHash;
    }

    /// @dev These three share a word. _claimBound: highest posted total of an epoch that a claim has used, what all
    /// claims together stay within.
    uint64 public lastEpoch;
    uint96 internal _totalClaimed;
    uint96 internal _claimBound;
    uint256 public vetoCount;
    uint256 public quorum;
    mapping(address operator => uint256) public claimedOf;
    mapping(address account => bool) public isAttestor;

    address[] internal _attestors;
    mapping(uint64 epoch => RootRecord) internal _roots;

    constructor(IN3Token token_, IStaking staking_, Parameters memory p) EIP712("Network3 Rewards", "1") {
        require(p.epochLength != 0, InvalidParameter("epochLength", 0));
        require(p.halvingEpochs != 0, InvalidParameter("halvingEpochs", 0));
        token = token_;
        staking = staking_;
        genesisAt = uint64(block.timestamp);
        epochLength = p.epochLength;
        challengeDelay = p.challengeDelay;
        halvingEpochs = p.halvingEpochs;
        totalEmission = token_.CAP() - token_.GENESIS_ALLOCATION();
        _setAttestors(p.attestors, p.quorum);
    }

    /// @inheritdoc IRewards
    function rootOf(uint64 epoch) external view returns (Root memory) {
        RootRecord memory posted = _roots[epoch];
        return Root(posted.root, posted.dataHash, posted.cumulativeTotal, posted.postedAt, posted.claimableAt);
    }

    /// @inheritdoc IRewards
    function totalClaimed() external view returns (uint256) {
        return _totalClaimed;
    }

    /// @inheritdoc IRewards
    function rootStatus(uint64 epoch) public view returns (RootStatus) {
        RootRecord storage posted = _roots[epoch];
        if (posted.postedAt == 0) return RootStatus.None;
        if (epoch > lastEpoch) return RootStatus.Vetoed;
        return block.timestamp < posted.claimableAt ? RootStatus.Pending : RootStatus.Claimable;
    }

    /// @inheritdoc IRewards
    function epochAt(uint64 timestamp) external view returns (uint64) {
        return timestamp < genesisAt ? 0 : (timestamp - genesisAt) / epochLength + 1;
    }

    /// @inheritdoc IRewards
    function emissionThrough(uint64 epoch) public view returns (uint256) {
        return EmissionCurve.emittedThrough(totalEmission, halvingEpochs, epoch);
    }

    /// @inheritdoc IRewards
    function attestors() external view returns (address[] memory) {
        return _attestors;
    }

    /// @inheritdoc IRewards
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @dev Posted now; `total` is within the curve, which has 89 bits.
    function _store(uint64 epoch, bytes32 root, uint256 total, bytes32 dataHash, uint64 claimableAt)
        internal
    {
        // forge-lint: disable-next-line(unsafe-typecast)
        _roots[epoch] = RootRecord(root, uint96(total), uint64(block.timestamp), claimableAt, dataHash);
    }

    function _setAttestors(address[] memory next, uint256 nextQuorum) internal {
        bool valid = next.length <= MAX_ATTESTORS && nextQuorum <= next.length && nextQuorum * 2 > next.length;
        require(valid, InvalidQuorum(nextQuorum, next.length));
        for (uint256 i = 0; i < _attestors.length; ++i) {
            isAttestor[_attestors[i]] = false;
        }
        address previous = address(0);
        for (uint256 i = 0; i < next.length; ++i) {
            require(next[i] > previous, AttestorsNotAscending(next[i]));
            isAttestor[next[i]] = true;
            previous = next[i];
        }
        _attestors = next;
        quorum = nextQuorum;
        emit AttestorsChanged(next, nextQuorum);
    }

    /// @inheritdoc IRewards
    function checkQuorum(bytes32 digest, address[] calldata signers, bytes[] calldata signatures)
        public
        view
    {
        require(
            signers.length == signatures.length, SignatureCountMismatch(signers.length, signatures.length)
        );
        require(signers.length >= quorum, QuorumNotReached(signers.length, quorum));
        address previous = address(0);
        for (uint256 i = 0; i < signers.length; ++i) {
            address signer = signers[i];
            require(signer > previous, SignersNotAscending(signer));
            require(isAttestor[signer], NotAttestor(signer));
            bool valid = SignatureLib.isValid(signer, digest, signatures[i]);
            require(valid, InvalidSignature(signer));
            previous = signer;
        }
    }
}
