import { I32, I64 } from './opcodes.ts'

type Signature = { params: readonly number[]; results: readonly number[] }

const i = I32
const l = I64
const of = (...params: number[]): Signature => ({ params, results: [I32] })

export const WASI_MODULE = 'wasi_snapshot_preview1'

/** Every function of WASI preview 1 with its type (witx, snapshot_preview1): the only imports a job may have. */
export const wasiSignatures: Record<string, Signature> = {
  args_get: of(i, i),
  args_sizes_get: of(i, i),
  environ_get: of(i, i),
  environ_sizes_get: of(i, i),
  clock_res_get: of(i, i),
  clock_time_get: of(i, l, i),
  fd_advise: of(i, l, l, i),
  fd_allocate: of(i, l, l),
  fd_close: of(i),
  fd_datasync: of(i),
  fd_fdstat_get: of(i, i),
  fd_fdstat_set_flags: of(i, i),
  fd_fdstat_set_rights: of(i, l, l),
  fd_filestat_get: of(i, i),
  fd_filestat_set_size: of(i, l),
  fd_filestat_set_times: of(i, l, l, i),
  fd_pread: of(i, i, i, l, i),
  fd_prestat_dir_name: of(i, i, i),
  fd_prestat_get: of(i, i),
  fd_pwrite: of(i, i, i, l, i),
  fd_read: of(i, i, i, i),
  fd_readdir: of(i, i, i, l, i),
  fd_renumber: of(i, i),
  fd_seek: of(i, l, i, i),
  fd_sync: of(i),
  fd_tell: of(i, i),
  fd_write: of(i, i, i, i),
  path_create_directory: of(i, i, i),
  path_filestat_get: of(i, i, i, i, i),
  path_filestat_set_times: of(i, i, i, i, l, l, i),
  path_link: of(i, i, i, i, i, i, i),
  path_open: of(i, i, i, i, i, l, l, i, i),
  path_readlink: of(i, i, i, i, i, i),
  path_remove_directory: of(i, i, i),
  path_rename: of(i, i, i, i, i, i),
  path_symlink: of(i, i, i, i, i),
  path_unlink_file: of(i, i, i),
  poll_oneoff: of(i, i, i, i),
  proc_exit: { params: [I32], results: [] },
  proc_raise: of(i),
  random_get: of(i, i),
  sched_yield: of(),
  sock_accept: of(i, i, i),
  sock_recv: of(i, i, i, i, i, i),
  sock_send: of(i, i, i, i, i),
  sock_shutdown: of(i, i),
}
