// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IEdgeDevice} from "../interfaces/IEdgeDevice.sol";
import {DevicePicture} from "./DevicePicture.sol";

/// @title What wallets and marketplaces show of an Edge device; ERC-721 metadata JSON with its picture inside.
/// @dev Nothing a person typed gets in here, so nothing needs escaping.
library DeviceMetadata {
    string private constant DESCRIPTION =
        "An Edge device of Network3. Whoever owns this token owns the device and operates the node inside it.";

    /// @param node zero before the first activation.
    function tokenUri(uint256 tokenId, IEdgeDevice.DeviceStatus status, address node)
        internal
        pure
        returns (string memory)
    {
        (string memory serial, string memory word) = (serialOf(tokenId), wordOf(status));
        string memory nodeText = node == address(0) ? "none" : Strings.toChecksumHexString(node);
        bool alive = status == IEdgeDevice.DeviceStatus.Activated;
        string memory picture = DevicePicture.svg(serial, word, nodeText, node, alive);
        bytes memory json = bytes.concat(
            '{"name":"N3 Edge V1 ',
            bytes(serial),
            '","description":"',
            bytes(DESCRIPTION),
            '","image":"data:image/svg+xml;base64,',
            bytes(Base64.encode(bytes(picture))),
            '","attributes":[',
            _attribute("status", word),
            ",",
            _attribute("serial", serial),
            ",",
            _attribute("node", nodeText),
            "]}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(json));
    }

    /// @notice E1- and the token's number with at least six digits.
    function serialOf(uint256 tokenId) internal pure returns (string memory serial) {
        serial = Strings.toString(tokenId);
        while (bytes(serial).length < 6) serial = string.concat("0", serial);
        return string.concat("E1-", serial);
    }

    function wordOf(IEdgeDevice.DeviceStatus status) internal pure returns (string memory) {
        if (status == IEdgeDevice.DeviceStatus.Activated) return "Activated";
        return status == IEdgeDevice.DeviceStatus.Shipped ? "Shipped" : "Ordered";
    }

    function _attribute(string memory trait, string memory value) private pure returns (bytes memory) {
        return bytes.concat('{"trait_type":"', bytes(trait), '","value":"', bytes(value), '"}');
    }
}
