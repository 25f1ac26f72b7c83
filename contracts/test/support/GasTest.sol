// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";

/// @title Measures calls into the snapshot that `npm run contracts:gas` compares (script/proofs/check-gas.ts).
/// @dev Run with --isolate each call is a transaction of its own: 21,000, calldata and cold storage included.
abstract contract GasTest is Test {
    address private _measured;
    string private _group;

    /// @dev What the following measurements are of; `name` is the contract's.
    function _measureOf(string memory name, address measured) internal {
        (_measured, _group) = (measured, name);
    }

    /// @dev The gas of one call by whom vm.prank named, recorded under its signature.
    function _measure(string memory signature, bytes memory arguments) internal returns (uint256) {
        return _measure(signature, "", arguments);
    }

    /// @param scenario begins with a space; one function may be measured in several.
    function _measure(string memory signature, string memory scenario, bytes memory arguments)
        internal
        returns (uint256 gas)
    {
        (bool ok, bytes memory reason) =
            _measured.call(bytes.concat(bytes4(keccak256(bytes(signature))), arguments));
        gas = vm.snapshotGasLastCall(_group, string.concat(signature, scenario));
        if (ok) return gas;
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }

    /// @dev The functions that every contract under the AccessManager inherits.
    function _measureAccess() internal {
        _measure("authority()", "");
        _measure("isConsumingScheduledOp()", "");
    }
}
