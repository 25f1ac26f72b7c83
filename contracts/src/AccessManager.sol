// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Imported so that it is built with our compiler and settings; deployed as OpenZeppelin wrote it.
// forge-lint: disable-next-line(unused-import)
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
