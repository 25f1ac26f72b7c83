// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EdgeDevice} from "../../src/EdgeDevice.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {Test} from "./Test.sol";

/// @title What a device's key and its node sign when the device is activated.
abstract contract DeviceSigner is Test {
    bytes32 internal constant SALT = "salt";

    function _details(uint256 deadline) internal pure returns (IEdgeDevice.NodeDetails memory) {
        return IEdgeDevice.NodeDetails(3, "DE", "spec", deadline);
    }

    function _commitmentOf(uint256 deviceKey) internal pure returns (bytes32) {
        return keccak256(abi.encode(vm.addr(deviceKey), SALT));
    }

    function _activationDigest(
        EdgeDevice device,
        uint256 tokenId,
        address owner,
        address node,
        uint256 deadline
    ) internal view returns (bytes32) {
        bytes memory fields = abi.encode(
            device.ACTIVATION_TYPEHASH(), tokenId, owner, node, device.nonces(tokenId), deadline
        );
        return keccak256(abi.encodePacked(hex"1901", device.DOMAIN_SEPARATOR(), keccak256(fields)));
    }

    function _registrationDigest(NodeRegistry registry, address owner, address node, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        IEdgeDevice.NodeDetails memory d = _details(deadline);
        bytes memory fields = abi.encode(
            registry.REGISTRATION_TYPEHASH(),
            owner,
            node,
            d.capabilities,
            d.country,
            d.specHash,
            registry.nonces(node),
            deadline
        );
        return keccak256(abi.encodePacked(hex"1901", registry.DOMAIN_SEPARATOR(), keccak256(fields)));
    }
}
