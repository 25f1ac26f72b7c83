// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IEdgeDevice} from "../../src/interfaces/IEdgeDevice.sol";
import {DeviceMetadata} from "../../src/libraries/DeviceMetadata.sol";
import {DevicePicture} from "../../src/libraries/DevicePicture.sol";
import {Test} from "../support/Test.sol";

contract DeviceMetadataTest is Test {
    address private constant NODE = 0xDe7eB5CA237F41f76Bc1cDB7e534690AFa0d21a1;
    string private constant SIGNAL = "#0B7A4B";

    function test_TokenUri_NameStatusAndSerialAndNode() public pure {
        string memory json = string.concat(
            '{"name":"N3 Edge V1 E1-000042","description":"An Edge device of Network3. Whoever owns this token owns',
            ' the device and operates the node inside it.","image":"data:image/svg+xml;base64,',
            Base64.encode(
                bytes(
                    DevicePicture.svg(
                        "E1-000042", "Activated", "0xDe7eB5CA237F41f76Bc1cDB7e534690AFa0d21a1", NODE, true
                    )
                )
            ),
            '","attributes":[{"trait_type":"status","value":"Activated"},{"trait_type":"serial","value":"E1-000042"},',
            '{"trait_type":"node","value":"0xDe7eB5CA237F41f76Bc1cDB7e534690AFa0d21a1"}]}'
        );
        _expectUri(DeviceMetadata.tokenUri(42, IEdgeDevice.DeviceStatus.Activated, NODE), json);
    }

    function test_TokenUri_HoldThePicture() public pure {
        string memory json = string.concat(
            '{"name":"N3 Edge V1 E1-000007","description":"An Edge device of Network3. Whoever owns this token owns',
            ' the device and operates the node inside it.","image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(DevicePicture.svg("E1-000007", "Ordered", "none", address(0), false))),
            '","attributes":[{"trait_type":"status","value":"Ordered"},{"trait_type":"serial","value":"E1-000007"},',
            '{"trait_type":"node","value":"none"}]}'
        );
        _expectUri(DeviceMetadata.tokenUri(7, IEdgeDevice.DeviceStatus.Ordered, address(0)), json);
    }

    function test_SerialOf_HaveSixDigitsOrAsManyAsItNeeds() public pure {
        _expectText(DeviceMetadata.serialOf(1), "E1-000001");
        _expectText(DeviceMetadata.serialOf(99_999), "E1-099999");
        _expectText(DeviceMetadata.serialOf(123_456), "E1-123456");
        _expectText(DeviceMetadata.serialOf(1_234_567), "E1-1234567");
    }

    function test_WordOf_NameTheStatesATokenCanBeIn() public pure {
        _expectText(DeviceMetadata.wordOf(IEdgeDevice.DeviceStatus.Ordered), "Ordered");
        _expectText(DeviceMetadata.wordOf(IEdgeDevice.DeviceStatus.Shipped), "Shipped");
        _expectText(DeviceMetadata.wordOf(IEdgeDevice.DeviceStatus.Activated), "Activated");
    }

    function test_Svg_DrawItsIdenticonInInk() public pure {
        // identiconCells(NODE): 00 01 02 10 21 23 24 30 40 41 42, by column and row.
        _expectOnce(
            _picture(NODE, true),
            'd="M0 0h1v1h-1zM0 1h1v1h-1zM0 2h1v1h-1zM1 0h1v1h-1zM2 1h1v1h-1zM2 3h1v1h-1zM2 4h1v1h-1zM3 0h1v1h-1zM4 0h1v1h-1zM4 1h1v1h-1zM4 2h1v1h-1z"'
        );
        _expectOnce(_picture(NODE, true), Strings.toChecksumHexString(NODE));
    }

    function test_Svg_DrawDotsWhereItWillBe() public pure {
        string memory picture = _picture(address(0), false);
        vm.assertEq(_count(picture, "h.01"), 25, "dots");
        _expectOnce(picture, "M128 128h.01");
        vm.assertEq(_count(picture, "h1v1h-1z"), 0, "no cells");
        _expectOnce(picture, ">none</text>");
    }

    function test_Svg_SignalWhatIsActivatedAndNothingElse() public pure {
        _expectOnce(_picture(NODE, true), SIGNAL);
        vm.assertEq(_count(_picture(address(0), false), SIGNAL), 0, "no signal");
    }

    function test_InkOf_DrawWhatThePagesDrawOfTheSameAddress() public pure {
        // Computed by packages/ui/src/identicon-cells.ts.
        vm.assertEq(DevicePicture.inkOf(address(1)) & 0x7fff, 16_465, "one");
        vm.assertEq(DevicePicture.inkOf(NODE) & 0x7fff, 26_663, "node");
        vm.assertEq(DevicePicture.inkOf(address(type(uint160).max)) & 0x7fff, 4_888, "highest");
    }

    function _picture(address node, bool alive) private pure returns (string memory picture) {
        string memory text = node == address(0) ? "none" : Strings.toChecksumHexString(node);
        picture = DevicePicture.svg("E1-000042", alive ? "Activated" : "Ordered", text, node, alive);
        _expectOnce(picture, ">E1-000042</text>");
        _expectOnce(picture, alive ? ">Activated</text>" : ">Ordered</text>");
        _expectOnce(picture, "<svg ");
        _expectOnce(picture, "</svg>");
    }

    function _expectUri(string memory actual, string memory json) private pure {
        _expectText(actual, string.concat("data:application/json;base64,", Base64.encode(bytes(json))));
    }

    function _expectText(string memory actual, string memory expected) private pure {
        vm.assertEq(keccak256(bytes(actual)), keccak256(bytes(expected)), actual);
    }

    function _expectOnce(string memory text, string memory part) private pure {
        vm.assertEq(_count(text, part), 1, part);
    }

    function _count(string memory text, string memory part) private pure returns (uint256 found) {
        (bytes memory all, bytes memory wanted) = (bytes(text), bytes(part));
        for (uint256 i = 0; i + wanted.length <= all.length; ++i) {
            uint256 j = 0;
            while (j < wanted.length && all[i + j] == wanted[j]) ++j;
            if (j == wanted.length) ++found;
        }
    }
}
