// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NetworkTest} from "../support/NetworkTest.sol";

/// @title Transfer authorisations of another chain, replayed here.
contract CrossChainTransferTest is NetworkTest {
    function test_attack_anAuthorisationOfAnotherChainIsRefused() public {
        bytes memory signature = _sign(_key("treasury"), _authorisation(treasury, admin, 1e18, 0));
        vm.chainId(10);
        vm.expectRevert();
        token.transferWithAuthorization(treasury, admin, 1e18, 0, type(uint256).max, 0, signature);
    }

    function _authorisation(address from, address to, uint256 value, bytes32 nonce)
        private
        view
        returns (bytes32)
    {
        bytes32 typeHash = keccak256(
            "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        bytes32 structHash = keccak256(abi.encode(typeHash, from, to, value, 0, type(uint256).max, nonce));
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
