// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {DeviceTest} from "../support/DeviceTest.sol";

/// @title What a buyer pays for, in gas; the whole transaction with its base cost and calldata.
/// @dev Cold storage throughout: every measured call is the first of its test to touch its contracts.
contract DeviceGasTest is DeviceTest {
    event GasUsed(string call, uint256 gas);

    uint256 private tokenId;

    function setUp() public override {
        super.setUp();
        tokenId = _activated(alice);
        _buyAs(bob, 1);
    }

    function test_Buy_OneStaysWithin250k() public {
        bytes memory call = abi.encodeCall(sale.buy, (1, 1, PRICE));
        address carol = _account("carol");
        _fundBuyer(carol);
        _expectGas("buy of one", carol, address(sale), call, 250_000);
    }

    function test_Refund_StaysWithin90k() public {
        _expectGas("refund", bob, address(sale), abi.encodeCall(sale.refund, (2)), 90_000);
    }

    function test_Activate_StaysWithin300k() public {
        uint256 second = _buyAs(bob, 1);
        _shipAs(second, "second device");
        Activation memory a = _activation(bob, second, "second node");
        bytes memory deviceSignature = _sign(_key("second device"), _digest(a));
        bytes memory nodeSignature = _nodeSignature("second node", a);
        bytes memory call = abi.encodeCall(
            IEdgeDevice.activate,
            (second, a.node, SALT, _details(a.deadline), deviceSignature, nodeSignature)
        );
        _expectGas("activate", bob, address(edgeDevice), call, 300_000);
    }

    /// @dev In a transaction of its own, as forge does with isolation, everything is cold and refunds count.
    function _expectGas(string memory name, address from, address target, bytes memory call, uint256 most)
        private
    {
        vm.cool(address(sale));
        vm.cool(address(edgeDevice));
        vm.cool(address(registry));
        vm.cool(address(token));
        vm.cool(address(manager));
        vm.prank(from);
        uint256 before = gasleft();
        (bool ok,) = target.call(call);
        uint256 used = before - gasleft();
        vm.assertTrue(ok, name);
        emit GasUsed(name, used);
        vm.assertLe(used, most, name);
    }

    function _calldataGas(bytes memory call) private pure returns (uint256 gas) {
        for (uint256 i = 0; i < call.length; ++i) {
            gas += call[i] == 0 ? 4 : 16;
        }
    }
}
