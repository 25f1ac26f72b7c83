// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IKeyDirectory} from "../../src/interfaces/IKeyDirectory.sol";
import {KeyDirectory} from "../../src/KeyDirectory.sol";
import {RewardsTest} from "./RewardsTest.sol";

/// @title Generations of seven nodes, verdicts on them, and names of accounts.
abstract contract KeyDirectoryTest is RewardsTest {
    uint64 internal constant DIRECTORY_ROLE = 7;
    bytes16 private constant HEX_DIGITS = "0123456789abcdef";

    KeyDirectory internal directory;
    address internal publisher;

    function setUp() public virtual override {
        super.setUp();
        publisher = _account("publisher");
        directory = new KeyDirectory(address(manager), rewards);
        vm.startPrank(admin);
        _allow(address(directory), directory.postDirectoryRoot.selector, DIRECTORY_ROLE);
        _allow(address(directory), directory.revokeFor.selector, COURT_ROLE);
        _allow(address(directory), directory.stop.selector, GUARDIAN_ROLE);
        manager.grantRole(DIRECTORY_ROLE, publisher, 0);
        vm.stopPrank();
    }

    function _today() internal view returns (uint64) {
        return uint64(vm.getBlockTimestamp() / 1 days);
    }

    function _members(uint256 count) internal pure returns (bytes32[] memory members) {
        members = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            members[i] = keccak256(abi.encode("member", i));
        }
    }

    /// @dev 5 of 7.
    function _announce(bytes32 masterPublicKey) internal returns (uint32) {
        vm.prank(admin);
        return directory.announceGeneration(masterPublicKey, 5, _members(7));
    }

    function _post(uint32 generation, uint64 epoch, uint64 bundles) internal {
        vm.prank(publisher);
        directory.postDirectoryRoot(generation, epoch, "root", bundles);
    }

    function _stop(uint32 generation) internal {
        vm.prank(guardian);
        directory.stop(generation);
    }

    /// @dev By a quorum of the attestors.
    function _verdict(uint32 generation, bytes memory proof)
        internal
        view
        returns (address[] memory signers, bytes[] memory signatures)
    {
        bytes32 structHash =
            keccak256(abi.encode(directory.FRAUD_VERDICT_TYPEHASH(), generation, keccak256(proof)));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", directory.DOMAIN_SEPARATOR(), structHash));
        return _signatures(digest, QUORUM);
    }

    /// @dev did:n3:0x<account>#<label>
    function _name(address account, string memory label) internal pure returns (bytes memory) {
        bytes memory digits = new bytes(40);
        uint160 rest = uint160(account);
        for (uint256 i = 40; i > 0; --i) {
            digits[i - 1] = HEX_DIGITS[rest % 16];
            rest /= 16;
        }
        return bytes.concat("did:n3:0x", digits, "#", bytes(label));
    }

    function _assertEnded(
        uint32 generation,
        IKeyDirectory.GenerationStatus status,
        IKeyDirectory.StopReason reason
    ) internal view {
        IKeyDirectory.Generation memory record = directory.generationOf(generation);
        vm.assertTrue(record.status == status, "status");
        vm.assertTrue(record.stopReason == reason, "reason");
        vm.assertEq(record.endedAt, vm.getBlockTimestamp(), "ended now");
    }

    function _expectUnauthorised(address caller) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller));
    }
}
