// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {NetworkTest} from "../support/NetworkTest.sol";
import {RegistryHandler} from "./RegistryHandler.sol";

contract RegistryInvariantTest is NetworkTest {
    RegistryHandler private handler;
    // Copies, because asking the handler costs a call each time, and this runs after every one.
    address[12] private nodes;
    address[4] private operators;

    function setUp() public override {
        super.setUp();
        handler = new RegistryHandler(registry);
        for (uint256 i = 0; i < nodes.length; ++i) {
            nodes[i] = handler.nodeAt(i);
        }
        for (uint256 i = 0; i < operators.length; ++i) {
            operators[i] = handler.operatorAt(i);
        }
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = handler.register.selector;
        selectors[1] = handler.update.selector;
        selectors[2] = handler.transfer.selector;
        selectors[3] = handler.retire.selector;
        _target(address(handler), selectors);
    }

    /// The count of each operator is the number of its nodes in service; retirement stays.
    function invariant_countsEqualTheNodesInService() public view {
        uint256[4] memory counts;
        uint256 retired = 0;
        for (uint256 i = 0; i < nodes.length; ++i) {
            address node = nodes[i];
            INodeRegistry.Node memory record = registry.nodeOf(node);
            if (record.retiredAt != 0) ++retired;
            for (uint256 j = 0; j < 4; ++j) {
                if (record.operator == operators[j] && record.retiredAt == 0) ++counts[j];
            }
        }
        vm.assertEq(retired, handler.retiredCount(), "retired for good");
        for (uint256 j = 0; j < 4; ++j) {
            vm.assertEq(registry.nodeCountOf(operators[j]), counts[j], "count");
        }
    }
}
