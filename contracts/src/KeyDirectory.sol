// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {IKeyDirectory} from "./interfaces/IKeyDirectory.sol";
import {IRewards} from "./interfaces/IRewards.sol";
import {KeyName} from "./libraries/KeyName.sol";

/// @title What is public about the key-generation centre. Holds no money; nothing of it is ever paused.
contract KeyDirectory is IKeyDirectory, EIP712, AccessManaged {
    bytes32 public constant FRAUD_VERDICT_TYPEHASH =
        keccak256("FraudVerdict(uint32 generation,bytes32 proofHash)");
    /// @notice Most nodes of a generation.
    uint256 public constant MAX_NODES = 64;

    /// @notice Whose attestors judge fraud proofs.
    IRewards public immutable rewards;

    uint32 public generationCount;
    uint32 public activeGeneration;

    mapping(uint32 generation => Generation) private _generations;
    mapping(bytes32 masterPublicKey => uint32 generation) private _generationOfKey;
    /// @dev First epoch that no longer counts, by name and point; the point zero stands for the whole name.
    mapping(uint32 generation => mapping(bytes32 nameHash => mapping(bytes32 userPoint => uint64))) private
        _revokedFrom;
    mapping(uint32 generation => mapping(uint64 epoch => DirectoryRoot)) private _roots;
    mapping(uint32 generation => uint64 epoch) public lastDirectoryEpoch;

    constructor(address initialAuthority, IRewards rewards_)
        AccessManaged(initialAuthority)
        EIP712("Network3 KeyDirectory", "1")
    {
        rewards = rewards_;
    }

    /// @inheritdoc IKeyDirectory
    function announceGeneration(bytes32 masterPublicKey, uint16 threshold, bytes32[] calldata members)
        external
        restricted
        returns (uint32 generation)
    {
        _checkCentre(masterPublicKey, threshold, members);
        uint32 used = _generationOfKey[masterPublicKey];
        require(used == 0, MasterKeyInUse(masterPublicKey, used));

        uint32 previous = activeGeneration;
        if (previous != 0) _end(previous, GenerationStatus.Superseded, StopReason.None);
        generation = ++generationCount;
        activeGeneration = generation;
        _generationOfKey[masterPublicKey] = generation;
        _generations[generation] = Generation({
            masterPublicKey: masterPublicKey,
            threshold: threshold,
            nodes: uint16(members.length),
            status: GenerationStatus.Active,
            stopReason: StopReason.None,
            announcedAt: uint64(block.timestamp),
            endedAt: 0,
            membersHash: keccak256(abi.encodePacked(members))
        });

        emit GenerationAnnounced(generation, masterPublicKey, threshold, members);
    }

    /// @inheritdoc IKeyDirectory
    function stopOnFraud(
        uint32 generation,
        bytes calldata proof,
        address[] calldata signers,
        bytes[] calldata signatures
    ) external {
        _checkNotStopped(generation);
        require(proof.length != 0, EmptyProof());
        bytes32 proofHash = keccak256(proof);
        bytes32 structHash = keccak256(abi.encode(FRAUD_VERDICT_TYPEHASH, generation, proofHash));
        rewards.checkQuorum(_hashTypedDataV4(structHash), signers, signatures);

        _stop(generation, StopReason.FraudProven);
        emit GenerationStopped(generation, StopReason.FraudProven, proofHash, proof);
    }

    /// @inheritdoc IKeyDirectory
    function stop(uint32 generation) external restricted {
        _checkNotStopped(generation);
        _stop(generation, StopReason.Guardian);
        emit GenerationStopped(generation, StopReason.Guardian, 0, "");
    }

    /// @inheritdoc IKeyDirectory
    function revoke(uint32 generation, bytes calldata name, bytes32 userPoint) external {
        address owner = _ownerOf(name);
        require(owner == msg.sender, NotNameOwner(keccak256(name), msg.sender));
        _revoke(generation, keccak256(name), userPoint);
    }

    /// @inheritdoc IKeyDirectory
    function revokeFor(uint32 generation, bytes calldata name, bytes32 userPoint) external restricted {
        _ownerOf(name);
        _revoke(generation, keccak256(name), userPoint);
    }

    /// @inheritdoc IKeyDirectory
    function postDirectoryRoot(uint32 generation, uint64 epoch, bytes32 root, uint64 bundles)
        external
        restricted
    {
        _checkIssuing(generation, epoch);
        require(root != bytes32(0), EmptyRoot());
        uint64 previous = lastDirectoryEpoch[generation];
        require(epoch > previous, EpochOutOfOrder(previous, epoch));
        uint64 before = _roots[generation][previous].bundles;
        require(bundles >= before, BundlesFell(before, bundles));

        lastDirectoryEpoch[generation] = epoch;
        _roots[generation][epoch] = DirectoryRoot(root, bundles, uint64(block.timestamp));
        emit DirectoryRootPosted(generation, epoch, root, bundles);
    }

    /// @inheritdoc IKeyDirectory
    function generationOf(uint32 generation) external view returns (Generation memory) {
        return _generations[generation];
    }

    /// @inheritdoc IKeyDirectory
    function revokedFrom(uint32 generation, bytes32 nameHash, bytes32 userPoint)
        public
        view
        returns (uint64)
    {
        // A key is never revoked by itself after its whole name, so its own epoch is never the later one.
        uint64 key = _revokedFrom[generation][nameHash][userPoint];
        return key != 0 ? key : _revokedFrom[generation][nameHash][0];
    }

    /// @inheritdoc IKeyDirectory
    function directoryRootOf(uint32 generation, uint64 epoch) external view returns (DirectoryRoot memory) {
        return _roots[generation][epoch];
    }

    /// @inheritdoc IKeyDirectory
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _stop(uint32 generation, StopReason reason) private {
        if (activeGeneration == generation) activeGeneration = 0;
        _end(generation, GenerationStatus.Stopped, reason);
    }

    function _end(uint32 generation, GenerationStatus status, StopReason reason) private {
        Generation storage record = _generations[generation];
        record.status = status;
        record.stopReason = reason;
        record.endedAt = uint64(block.timestamp);
    }

    /// @dev A key of a name that is revoked whole is revoked already; the whole name may follow one of its keys.
    function _revoke(uint32 generation, bytes32 nameHash, bytes32 userPoint) private {
        _checkNotStopped(generation);
        require(revokedFrom(generation, nameHash, userPoint) == 0, AlreadyRevoked(nameHash, userPoint));
        uint64 epoch = _epochOf(uint64(block.timestamp));
        _revokedFrom[generation][nameHash][userPoint] = epoch;
        emit KeyRevoked(generation, nameHash, userPoint, epoch, msg.sender);
    }

    /// @dev Of n = 3f+1 nodes f may fail or lie, and t = 2f+1 sign: f = 0 would put the secret in one place.
    function _checkCentre(bytes32 masterPublicKey, uint16 threshold, bytes32[] calldata members)
        private
        pure
    {
        require(masterPublicKey != bytes32(0), InvalidParameter("masterPublicKey", 0));
        uint256 nodes = members.length;
        bool sized = nodes >= 4 && nodes <= MAX_NODES && nodes % 3 == 1;
        require(sized, InvalidParameter("members", nodes));
        require(3 * uint256(threshold) == 2 * nodes + 1, InvalidParameter("threshold", threshold));
        for (uint256 i = 0; i < nodes; ++i) {
            // 32 zero bytes encode the identity: a share that is none.
            require(members[i] != bytes32(0), InvalidParameter("member", i));
        }
    }

    function _checkNotStopped(uint32 generation) private view {
        GenerationStatus status = _generations[generation].status;
        require(status != GenerationStatus.None, UnknownGeneration(generation));
        require(status != GenerationStatus.Stopped, GenerationAlreadyStopped(generation));
    }

    /// @dev The bundles of a superseded generation's last day still get their root; later ones are refused.
    function _checkIssuing(uint32 generation, uint64 epoch) private view {
        Generation storage record = _generations[generation];
        GenerationStatus status = record.status;
        require(status != GenerationStatus.None, UnknownGeneration(generation));
        bool issued = status == GenerationStatus.Active
            || (status == GenerationStatus.Superseded && epoch <= _epochOf(record.endedAt));
        require(issued, GenerationNotActive(generation, status));
        uint64 today = _epochOf(uint64(block.timestamp));
        require(epoch <= today, EpochInFuture(epoch, today));
    }

    function _ownerOf(bytes calldata name) private pure returns (address) {
        (bool valid, address owner) = KeyName.ownerOf(name);
        require(valid, InvalidName(name));
        return owner;
    }

    function _epochOf(uint64 timestamp) private pure returns (uint64) {
        return timestamp / 1 days;
    }
}
