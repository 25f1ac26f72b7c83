// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IKeyDirectory} from "../../src/interfaces/IKeyDirectory.sol";
import {KeyDirectoryTest} from "../support/KeyDirectoryTest.sol";

contract KeyDirectoryRevokeTest is KeyDirectoryTest {
    bytes32 private constant POINT = "point";
    address private alice;
    bytes private name;

    function setUp() public override {
        super.setUp();
        alice = _account("alice");
        name = _name(alice, "phone");
        _announce("key");
    }

    function test_Revoke_RevertWithInvalidName() public {
        bytes[9] memory wrong = [
            bytes(""),
            bytes("did:n3:0x"),
            _name(alice, ""),
            bytes.concat("did:n3:", bytes(name)),
            bytes("did:n3:0xABCDEFabcdefabcdefabcdefabcdefabcdefabcdef#phone"),
            bytes("did:n3:0x0000000000000000000000000000000000000000phone"),
            bytes("did:n4:0x0000000000000000000000000000000000000000#phone"),
            bytes("did:n3:0x000000000000000000000000000000000000000g#phone"),
            _name(alice, string(new bytes(206)))
        ];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.prank(alice);
            vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.InvalidName.selector, wrong[i]));
            directory.revoke(1, wrong[i], POINT);
        }
    }

    /// A changed character before the label makes the name malformed, or another account's: never alice's.
    function testFuzz_Revoke_RevertWithInvalidNameForAnotherCharacter(uint256 index, bytes1 character)
        public
    {
        index = _bound(index, 0, 49);
        bytes memory wrong = name;
        vm.assume(wrong[index] != character);
        wrong[index] = character;
        bool isDigit = (character >= "0" && character <= "9") || (character >= "a" && character <= "f");
        bool otherAccount = isDigit && index >= 9 && index < 49;
        vm.prank(alice);
        vm.expectRevert(
            otherAccount
                ? abi.encodeWithSelector(IKeyDirectory.NotNameOwner.selector, keccak256(wrong), alice)
                : abi.encodeWithSelector(IKeyDirectory.InvalidName.selector, wrong)
        );
        directory.revoke(1, wrong, POINT);
    }

    function testFuzz_Revoke_RevertWithNotNameOwner(address other_) public {
        vm.assume(other_ != alice);
        vm.prank(other_);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.NotNameOwner.selector, keccak256(name), other_));
        directory.revoke(1, name, POINT);
    }

    function test_Revoke_RevertWithUnknownGeneration() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.UnknownGeneration.selector, 2));
        directory.revoke(2, name, POINT);
    }

    function test_Revoke_RevertWithGenerationAlreadyStopped() public {
        _stop(1);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.GenerationAlreadyStopped.selector, 1));
        directory.revoke(1, name, POINT);
    }

    function test_Revoke_RevertWithAlreadyRevokedForTheSameKey() public {
        _revoke(POINT);
        _skip(1 days);
        _expectAlready(POINT);
        _revoke(POINT);
    }

    function testFuzz_Revoke_RevertWithAlreadyRevokedForAnyKeyOfARevokedName(bytes32 point) public {
        _revoke(0);
        _skip(1 days);
        _expectAlready(point);
        _revoke(point);
    }

    function test_Revoke_RevokeWhatASupersededGenerationIssued() public {
        _announce("next key");
        _revoke(POINT);
        vm.assertEq(directory.revokedFrom(1, keccak256(name), POINT), _today(), "revoked");
        vm.assertEq(directory.revokedFrom(2, keccak256(name), POINT), 0, "in that generation alone");
    }

    function testFuzz_Revoke_RevokeEveryKeyOfTheNameFromTodayOn(bytes32 point) public {
        _revoke(0);
        vm.assertEq(directory.revokedFrom(1, keccak256(name), point), _today(), "every key");
        bytes32 laptop = keccak256(_name(alice, "laptop"));
        vm.assertEq(directory.revokedFrom(1, laptop, point), 0, "not of her other name");
    }

    function test_Revoke_RevokeTheWholeNameLaterAndLeaveTheEarlierEpoch() public {
        _revoke(POINT);
        uint64 first = _today();
        _skip(2 days);
        _revoke(0);
        vm.assertEq(directory.revokedFrom(1, keccak256(name), POINT), first, "since the first");
        vm.assertEq(directory.revokedFrom(1, keccak256(name), "other"), first + 2, "the others now");
    }

    function testFuzz_Revoke_RevokeThisKeyAloneFromTodayOn(bytes32 point, bytes32 another) public {
        vm.assume(point != 0 && another != point);
        _revoke(point);
        vm.assertEq(directory.revokedFrom(1, keccak256(name), point), _today(), "this one");
        vm.assertEq(directory.revokedFrom(1, keccak256(name), another), 0, "no other");
    }

    function testFuzz_Revoke_AcceptEverySpellingOfALabel(address owner, bytes memory label) public {
        if (label.length > 205) {
            assembly {
                mstore(label, 205)
            }
        }
        vm.assume(label.length != 0);
        name = _name(owner, string(label));
        alice = owner;
        _revoke(POINT);
        vm.assertEq(directory.revokedFrom(1, keccak256(name), POINT), _today(), "by its owner");
    }

    function test_Revoke_EmitKeyRevoked() public {
        vm.expectEmit(true, true, true, true, address(directory));
        emit IKeyDirectory.KeyRevoked(1, keccak256(name), POINT, _today(), alice);
        _revoke(POINT);
    }

    function testFuzz_RevokeFor_RevertWithAccessManagedUnauthorized(address stranger) public {
        vm.assume(stranger != court && stranger != address(manager));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        directory.revokeFor(1, name, POINT);
    }

    function test_RevokeFor_RevertWithInvalidName() public {
        vm.prank(court);
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.InvalidName.selector, bytes("alice")));
        directory.revokeFor(1, "alice", POINT);
    }

    function test_RevokeFor_RevertWithAlreadyRevoked() public {
        _revoke(POINT);
        _expectAlready(POINT);
        vm.prank(court);
        directory.revokeFor(1, name, POINT);
    }

    function test_RevokeFor_RevokeTheKeyOfANameOfAnybody() public {
        vm.expectEmit(true, true, true, true, address(directory));
        emit IKeyDirectory.KeyRevoked(1, keccak256(name), POINT, _today(), court);
        vm.prank(court);
        directory.revokeFor(1, name, POINT);
        vm.assertEq(directory.revokedFrom(1, keccak256(name), POINT), _today(), "revoked");
    }

    function _revoke(bytes32 point) private {
        vm.prank(alice);
        directory.revoke(1, name, point);
    }

    function _expectAlready(bytes32 point) private {
        vm.expectRevert(abi.encodeWithSelector(IKeyDirectory.AlreadyRevoked.selector, keccak256(name), point));
    }
}
