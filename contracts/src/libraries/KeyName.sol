// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Names of key holders: did:n3:0x<40 lower-case hex digits>#<label>, of 52 to 255 bytes.
/// @dev One spelling per name, because names travel as hashes: upper-case digits would be another name of the
/// same account, which no revocation of the first would reach.
library KeyName {
    bytes private constant PREFIX = "did:n3:0x";
    uint256 private constant LABEL_AT = 50;
    uint256 private constant MAX_LENGTH = 255;

    /// @notice The account a name belongs to, whatever its label says.
    /// @return valid false when the bytes are no name; `owner` is zero then.
    function ownerOf(bytes calldata name) internal pure returns (bool valid, address owner) {
        if (name.length <= LABEL_AT || name.length > MAX_LENGTH) return (false, address(0));
        if (keccak256(name[:PREFIX.length]) != keccak256(PREFIX)) return (false, address(0));
        if (name[LABEL_AT - 1] != "#") return (false, address(0));
        uint160 account = 0;
        for (uint256 i = PREFIX.length; i < LABEL_AT - 1; ++i) {
            (bool isDigit, uint8 value) = _digit(name[i]);
            if (!isDigit) return (false, address(0));
            account = account * 16 + value;
        }
        return (true, address(account));
    }

    function _digit(bytes1 character) private pure returns (bool isDigit, uint8 value) {
        uint8 code = uint8(character);
        if (character >= "0" && character <= "9") return (true, code - 0x30);
        if (character >= "a" && character <= "f") return (true, code - 0x61 + 10);
        return (false, 0);
    }
}
