// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeviceTest} from "../support/DeviceTest.sol";
import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {GasTest} from "../support/GasTest.sol";

/// @title Devices of owners who have one, and what their nodes cost in the registry.
contract EdgeDeviceGasTest is DeviceTest, GasTest {
    string private constant ACTIVATE_CALL =
        "activate(uint256,address,bytes32,(uint32,bytes2,bytes32,uint256),bytes,bytes)";
    string private constant REGISTER_CALL =
        "registerDevice(address,address,uint32,bytes2,bytes32,uint256,bytes)";

    uint256 private first;

    function setUp() public override {
        super.setUp();
        first = _shipped(alice);
        _measureOf("EdgeDevice", address(edgeDevice));
    }

    function test_gasOfActivating() public {
        bytes memory call = _call(alice, first, "device", "node");
        vm.prank(alice);
        vm.assertLe(_measure(ACTIVATE_CALL, call), 300_000, "activate");
        call = _call(alice, first, "device", "next node");
        vm.prank(alice);
        _measure(ACTIVATE_CALL, " again", call);
    }

    function test_gasOfTransfers() public {
        _activateAs(alice, first, "device", "node");
        uint256 second = _buyAs(alice, 2);
        vm.prank(alice);
        _measure("approve(address,uint256)", abi.encode(bob, first));
        vm.prank(alice);
        _measure("setApprovalForAll(address,bool)", abi.encode(bob, true));
        vm.prank(alice);
        _measure("transferFrom(address,address,uint256)", " of an Edge node", abi.encode(alice, bob, first));
        vm.prank(alice);
        _measure("transferFrom(address,address,uint256)", abi.encode(alice, bob, second));
        vm.prank(bob);
        _measure("safeTransferFrom(address,address,uint256)", abi.encode(bob, alice, first));
        vm.prank(alice);
        _measure("safeTransferFrom(address,address,uint256,bytes)", abi.encode(alice, bob, first, ""));
    }

    function test_gasOfTheSale() public {
        vm.prank(address(sale));
        _measure("mint(address,uint256)", " of one", abi.encode(bob, 1));
        vm.prank(address(sale));
        _measure("commitKey(uint256,bytes32)", abi.encode(2, bytes32("commitment")));
        vm.prank(address(sale));
        edgeDevice.mint(bob, 1);
        vm.prank(address(sale));
        _measure("burn(uint256)", abi.encode(3));
    }

    function test_gasOfPowers() public {
        EdgeDevice fresh = new EdgeDevice(address(manager));
        NodeRegistry own = new NodeRegistry(fresh);
        _measureOf("EdgeDevice", address(fresh));
        vm.prank(admin);
        _measure("setRegistry(address)", abi.encode(address(own)));
        vm.prank(address(manager));
        _measure("setAuthority(address)", abi.encode(address(manager)));
    }

    function test_gasOfViews() public {
        _activateAs(alice, first, "device", "node");
        _measureAccess();
        _measure("ACTIVATION_TYPEHASH()", "");
        _measure("DOMAIN_SEPARATOR()", "");
        _measure("eip712Domain()", "");
        _measure("name()", "");
        _measure("symbol()", "");
        _measure("registry()", "");
        _measure("deviceCount()", "");
        _measure("balanceOf(address)", abi.encode(alice));
        _measure("ownerOf(uint256)", abi.encode(first));
        _measure("getApproved(uint256)", abi.encode(first));
        _measure("isApprovedForAll(address,address)", abi.encode(alice, bob));
        _measure("supportsInterface(bytes4)", abi.encode(bytes4(0x80ac58cd)));
        _measure("tokenURI(uint256)", abi.encode(first));
        _measure("deviceOf(uint256)", abi.encode(first));
        _measure("statusOf(uint256)", abi.encode(first));
        _measure("nonces(uint256)", abi.encode(first));
        _measure("tokenOfNode(address)", abi.encode(_account("node")));
        _measure("tokenOfDeviceKey(address)", abi.encode(_account("device")));
    }

    function test_gasOfTheRegistry() public {
        _measureOf("NodeRegistry", address(registry));
        _measure("edgeDevice()", "");
        Activation memory a = _activation(alice, first, "node");
        bytes memory signature = _nodeSignature("node", a);
        vm.prank(address(edgeDevice));
        _measure(
            REGISTER_CALL, abi.encode(alice, a.node, 3, bytes2("DE"), bytes32("spec"), a.deadline, signature)
        );
        vm.prank(address(edgeDevice));
        _measure("moveDevice(address,address)", abi.encode(a.node, bob));
        vm.prank(address(edgeDevice));
        _measure("retireDevice(address)", abi.encode(a.node));
    }

    function _call(address owner, uint256 tokenId, string memory keyName, string memory nodeName)
        private
        returns (bytes memory)
    {
        Activation memory a = _activation(owner, tokenId, nodeName);
        return abi.encode(
            tokenId,
            a.node,
            SALT,
            _details(a.deadline),
            _sign(_key(keyName), _digest(a)),
            _nodeSignature(nodeName, a)
        );
    }
}
