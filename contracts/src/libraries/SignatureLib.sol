// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Whether an account signed: its key first, then, where the account is a contract, the contract (ERC-1271).
/// @dev In this order the code of a plain account is never looked at, which would cost 2,600 gas. An account that has
/// both a key and code (EIP-7702) may sign in either way: its key may replace the code anyhow.
library SignatureLib {
    function isValid(address signer, bytes32 digest, bytes memory signature) internal view returns (bool) {
        (address recovered, ECDSA.RecoverError fault,) = ECDSA.tryRecover(digest, signature);
        if (fault == ECDSA.RecoverError.NoError && recovered == signer) return true;
        // Without code it may be a precompile, whose answer means nothing.
        return
            signer.code.length != 0 && SignatureChecker.isValidERC1271SignatureNow(signer, digest, signature);
    }
}
