// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GasTest} from "../support/GasTest.sol";
import {RegistryTest} from "../support/RegistryTest.sol";

contract NodeRegistryGasTest is RegistryTest, GasTest {
    function setUp() public override {
        super.setUp();
        _measureOf("NodeRegistry", address(registry));
    }

    function test_gasOfChanges() public {
        Registration memory r = _registration();
        bytes memory signature = _sign(_key("node"), _digest(r));
        vm.prank(operator);
        _measure(
            "register(address,uint32,bytes2,bytes32,uint256,bytes)",
            abi.encode(r.node, r.capabilities, r.country, r.specHash, r.deadline, signature)
        );
        r.node = _account("second");
        _measure(
            "registerFor(address,address,uint32,bytes2,bytes32,uint256,bytes,bytes)",
            abi.encode(
                r.operator,
                r.node,
                r.capabilities,
                r.country,
                r.specHash,
                r.deadline,
                _sign(_key("operator"), _digest(r)),
                _sign(_key("second"), _digest(r))
            )
        );
        vm.prank(operator);
        _measure("update(address,uint32,bytes2,bytes32)", abi.encode(node, 3, bytes2("FR"), bytes32("spec2")));
        address heir = _account("heir");
        bytes memory consent = _sign(_key("heir"), _transferDigest(node, heir, 1, r.deadline));
        vm.prank(operator);
        _measure("transfer(address,address,uint256,bytes)", abi.encode(node, heir, r.deadline, consent));
        vm.prank(heir);
        _measure("retire(address)", abi.encode(node));
    }

    function test_gasOfViews() public {
        _registerNode("node");
        _measure("DOMAIN_SEPARATOR()", "");
        _measure("KNOWN_CAPABILITIES()", "");
        _measure("REGISTRATION_TYPEHASH()", "");
        _measure("TRANSFER_TYPEHASH()", "");
        _measure("eip712Domain()", "");
        _measure("nodeCountOf(address)", abi.encode(operator));
        _measure("nodeOf(address)", abi.encode(node));
        _measure("nonces(address)", abi.encode(node));
        _measure("operatorOf(address)", abi.encode(node));
    }
}
