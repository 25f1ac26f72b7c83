// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title The picture of an Edge device: ink on paper, its node's identicon, one signal when it is activated.
/// @dev The identicon is the one the pages draw of the same address (packages/ui, identicon-cells.ts).
library DevicePicture {
    string private constant HEAD =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480" font-family="\'JetBrains Mono\',ui-monospace,monospace" font-size="13" fill="#14150F"><path fill="#F6F5F1" d="M0 0h480v480H0z"/><circle cx="37" cy="37" r="4"/><circle cx="53" cy="37" r="4"/><circle cx="45" cy="51" r="5"/><text x="70" y="49" font-size="16" font-weight="600">N3 Edge V1</text>';
    string private constant RULES =
        '<path fill="none" stroke="#B9B5A9" d="M32 80.5h416"/><path fill="none" stroke="#DCD9D0" d="M32 352.5h416M32 400.5h416"/><path fill="#ECEAE4" d="M140 116h200v200H140z"/>';
    string private constant LABELS =
        '<g fill="#66675C"><text x="32" y="381">status</text><text x="32" y="429">node</text></g>';

    /// @param node zero for none: then there are dots where its identicon will be.
    /// @param alive draws the status in the signal colour.
    function svg(string memory serial, string memory status, string memory nodeText, address node, bool alive)
        internal
        pure
        returns (string memory)
    {
        bytes memory top = bytes.concat(
            bytes(HEAD), '<text x="448" y="49" text-anchor="end" font-size="16">', bytes(serial), "</text>"
        );
        bytes memory middle = bytes.concat(bytes(RULES), node == address(0) ? _dots() : _identicon(node));
        bytes memory statusRow = bytes.concat(
            '<text x="448" y="381" text-anchor="end">',
            bytes(status),
            '</text><circle cx="100" cy="376.5" r="4" ',
            alive ? bytes('fill="#0B7A4B"/>') : bytes('fill="none" stroke="#66675C"/>')
        );
        bytes memory nodeRow =
            bytes.concat('<text x="448" y="429" text-anchor="end">', bytes(nodeText), "</text></svg>");
        return string(bytes.concat(top, middle, bytes(LABELS), statusRow, nodeRow));
    }

    /// @notice Which cells are ink: bit 5x + y for columns x = 0, 1, 2; columns 3 and 4 mirror 1 and 0.
    function inkOf(address node) internal pure returns (uint32 mixed) {
        bytes memory digits = bytes(Strings.toHexString(node));
        mixed = 0x811c9dc5;
        for (uint256 i = 2; i < digits.length; ++i) {
            // FNV-1a wraps at 32 bits.
            unchecked {
                mixed = (mixed ^ uint8(digits[i])) * 0x01000193;
            }
        }
        mixed ^= mixed >> 15;
    }

    function _identicon(address node) private pure returns (bytes memory path) {
        uint32 ink = inkOf(node);
        for (uint256 x = 0; x < 5; ++x) {
            uint256 column = x < 3 ? x : 4 - x;
            for (uint256 y = 0; y < 5; ++y) {
                if ((ink >> (5 * column + y)) & 1 == 0) continue;
                path = bytes.concat(path, "M", _at(x), " ", _at(y), "h1v1h-1z");
            }
        }
        return bytes.concat(
            '<path transform="translate(160 136) scale(32)" shape-rendering="crispEdges" d="', path, '"/>'
        );
    }

    function _dots() private pure returns (bytes memory path) {
        for (uint256 x = 0; x < 5; ++x) {
            for (uint256 y = 0; y < 5; ++y) {
                path = bytes.concat(path, "M", _at(32 * x), " ", _at(32 * y), "h.01");
            }
        }
        return bytes.concat(
            '<path transform="translate(176 152)" stroke="#B9B5A9" stroke-width="5" stroke-linecap="round" d="',
            path,
            '"/>'
        );
    }

    function _at(uint256 value) private pure returns (bytes memory) {
        return bytes(Strings.toString(value));
    }
}
