// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GasTest} from "../support/GasTest.sol";
import {KeyDirectoryTest} from "../support/KeyDirectoryTest.sol";

/// @title A second generation of seven nodes, whose directory has been published before.
contract KeyDirectoryGasTest is KeyDirectoryTest, GasTest {
    uint32 private generation;
    address private alice;
    bytes private name;

    function setUp() public override {
        super.setUp();
        alice = _account("alice");
        name = _name(alice, "main");
        _announce("first key");
        generation = _announce("second key");
        _post(generation, _today() - 1, 10);
        _measureOf("KeyDirectory", address(directory));
    }

    function test_gasOfPublishing() public {
        vm.prank(admin);
        _measure(
            "announceGeneration(bytes32,uint16,bytes32[])", abi.encode(bytes32("third key"), 5, _members(7))
        );
        generation = directory.activeGeneration();
        _post(generation, _today() - 1, 10);
        vm.prank(publisher);
        _measure(
            "postDirectoryRoot(uint32,uint64,bytes32,uint64)",
            abi.encode(generation, _today(), bytes32("root"), 20)
        );
    }

    function test_gasOfRevocations() public {
        vm.prank(alice);
        _measure("revoke(uint32,bytes,bytes32)", abi.encode(generation, name, bytes32("point")));
        vm.prank(court);
        _measure("revokeFor(uint32,bytes,bytes32)", abi.encode(generation, name, bytes32(0)));
    }

    function test_gasOfStopping() public {
        bytes memory proof = new bytes(512);
        (address[] memory signers, bytes[] memory signatures) = _verdict(generation, proof);
        _measure(
            "stopOnFraud(uint32,bytes,address[],bytes[])", abi.encode(generation, proof, signers, signatures)
        );
        vm.prank(guardian);
        _measure("stop(uint32)", abi.encode(1));
        vm.prank(address(manager));
        _measure("setAuthority(address)", abi.encode(address(manager)));
    }

    function test_gasOfViews() public {
        _measureAccess();
        _measure("DOMAIN_SEPARATOR()", "");
        _measure("FRAUD_VERDICT_TYPEHASH()", "");
        _measure("MAX_NODES()", "");
        _measure("eip712Domain()", "");
        _measure("rewards()", "");
        _measure("activeGeneration()", "");
        _measure("generationCount()", "");
        _measure("generationOf(uint32)", abi.encode(generation));
        _measure("lastDirectoryEpoch(uint32)", abi.encode(generation));
        _measure("directoryRootOf(uint32,uint64)", abi.encode(generation, _today() - 1));
        _measure("revokedFrom(uint32,bytes32,bytes32)", abi.encode(generation, keccak256(name), bytes32(0)));
    }
}
